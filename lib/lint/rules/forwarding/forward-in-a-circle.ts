/** Blocks that forward to one another. */

import { keyText } from "../../../corefile/keys.ts";
import { type CanonicalName, parentOf, ROOT } from "../../../dns/name/name.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { isReached } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { listensAt } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import type { LintSubject } from "../../subject.ts";
import { type Upstream, upstreamsOf } from "../../upstreams.ts";
import { common, covers, overlap, zoneText } from "../../zones.ts";

export const forwardInACircle = defineRule({
  code: "CF1058",
  name: "forward-in-a-circle",
  severity: "warning",
  sentence: "Blocks of this Corefile forward the same queries to one another.",
  why: "Such a query goes in a circle until it times out, and each round costs a query. One of the blocks must ask a server of its own.",
  threads: ["coredns#2652", "kubernetes#93379"],
  example: {
    bad: ".:5353 {\n    forward . 127.0.0.1:5354\n}\n.:5354 {\n    forward . 127.0.0.1:5353\n}\n",
    good: ".:5353 {\n    forward . 127.0.0.1:5354\n}\n.:5354 {\n    forward . 198.51.100.1\n}\n",
  },
  *check(subject) {
    const blocks = subject.isWhole ? subject.blocksWith("forward") : [];
    if (blocks.length < 2) return;
    const owners = ownersOf(subject);
    for (const block of blocks) {
      const told = new Set<string>();
      for (const zone of block.zones) {
        for (const hop of hopsFrom(block, zone, owners)) {
          if (told.has(hop.upstream.word.text) || !comesBack(hop, block, owners)) continue;
          told.add(hop.upstream.word.text);
          const line = hop.to.source.at.start.line;
          const what = hop.zone === ROOT ? "queries" : `queries for ${zoneText(hop.zone)}`;
          const message = `${hop.upstream.word.text} is the block in line ${line}, and ${what} come back from there.`;
          yield { at: hop.upstream.word.at, message };
        }
      }
    }
  },
});

/** With these plugins a query may go elsewhere the second time. */
const ELSEWHERE = ["rewrite", "autopath", "view", "header", "acl"];

/** More hops than these nobody writes. */
const MOST_HOPS = 8;

type Owners = ReadonlyMap<string, readonly LintBlock[]>;

/** Queries of a zone that go from one block to another one. */
interface Hop {
  readonly zone: CanonicalName;
  readonly upstream: Upstream;
  readonly to: LintBlock;
}

function ownersOf({ blocks }: LintSubject): Owners {
  const owners = new Map<string, LintBlock[]>();
  for (const block of blocks) {
    for (const key of block.keys) {
      const known = owners.get(keyText(key));
      if (known === undefined) owners.set(keyText(key), [block]);
      else known.push(block);
    }
  }
  return owners;
}

/** Where the block surely sends queries of a zone, as far as that is another block. */
function* hopsFrom(block: LintBlock, within: CanonicalName, owners: Owners): Iterable<Hop> {
  if (!block.isWhole || ELSEWHERE.some((name) => block.has(name))) return;
  for (const use of block.uses(forward)) {
    const excepted = use.properties.except?.args.zones.flatMap(({ value }) => value) ?? [];
    for (const zone of common(use.args.from.value, [within])) {
      if (excepted.some((other) => overlap(other, zone)) || !isReached(block, use.at)) continue;
      for (const upstream of upstreamsOf(use)) {
        const to = ownerOf(zone, upstream, owners);
        if (to !== undefined && to !== block && listensAt(to, upstream)) yield { zone, upstream, to };
      }
    }
  }
}

/** The block that takes names of a zone at an address; undefined when it depends on more than that. */
function ownerOf(zone: CanonicalName, { transport, port }: Upstream, owners: Owners): LintBlock | undefined {
  for (let around: CanonicalName | undefined = zone; around !== undefined; around = parentOf(around)) {
    const found = owners.get(keyText({ transport, port, zone: around }));
    if (found !== undefined) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function comesBack(first: Hop, start: LintBlock, owners: Owners): boolean {
  const seen = new Set<LintBlock>([first.to]);
  let front: readonly Hop[] = [first];
  for (let hops = 0; hops < MOST_HOPS && front.length > 0; hops++) {
    const next: Hop[] = [];
    for (const { to, zone } of front) {
      for (const hop of hopsFrom(to, zone, owners)) {
        // All of the zone has to go on: a part of it may be what never came.
        if (!covers([hop.zone], zone)) continue;
        if (hop.to === start) return true;
        if (!seen.has(hop.to)) next.push(hop);
        seen.add(hop.to);
      }
    }
    front = next;
  }
  return false;
}
