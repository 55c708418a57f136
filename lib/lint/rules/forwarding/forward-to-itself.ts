/** forward sends queries to an address at which this very block answers. */

import { keyText } from "../../../corefile/keys.ts";
import { type CanonicalName, parentOf, ROOT } from "../../../dns/name/name.ts";
import { type ForwardConfig, directive as forward } from "../../../plugins/forward/directive.ts";
import { isReached } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { listensAt } from "../../listeners.ts";
import { defineRule } from "../../rule.ts";
import { type Upstream, upstreamsOf } from "../../upstreams.ts";
import { common, overlap, zoneText } from "../../zones.ts";

export const forwardToItself = defineRule({
  code: "CF1008",
  name: "forward-to-itself",
  severity: "warning",
  sentence: "forward sends queries to this server itself, which forwards them again.",
  why: "Such a query loops until it times out, and each round costs a query. Send it to another server, or to another port with its own block.",
  threads: ["kubernetes#93379", "calico#8546"],
  example: {
    bad: ".:5353 {\n    forward . 127.0.0.1:5353\n}\n",
    good: ".:5353 {\n    forward . 127.0.0.1:5354\n}\n.:5354 {\n    forward . 198.51.100.1\n}\n",
  },
  *check(subject) {
    if (!subject.isWhole) return;
    let owners: Owners | undefined;
    for (const block of subject.blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        for (const upstream of upstreamsOf(use)) {
          if (!listensAt(block, upstream) || ELSEWHERE.some((name) => block.has(name))) continue;
          owners ??= ownersOf(subject.blocks);
          const zone = loopOf(use, { block, upstream, owners });
          if (zone === undefined || !isReached(block, use.at)) continue;
          const what = zone === ROOT ? "queries" : `queries for ${zoneText(zone)}`;
          const message = `This server itself listens on ${upstream.word.text}, so ${what} come back to this block.`;
          yield { at: upstream.word.at, message };
        }
      }
    }
  },
});

/** With these plugins a query may go elsewhere the second time. */
const ELSEWHERE = ["rewrite", "autopath", "view", "header", "acl"];

/** The blocks of each transport, port and zone. */
type Owners = ReadonlyMap<string, readonly LintBlock[]>;

function ownersOf(blocks: readonly LintBlock[]): Owners {
  const owners = new Map<string, LintBlock[]>();
  for (const block of blocks) {
    for (const key of block.keys) {
      const text = keyText(key);
      const known = owners.get(text);
      if (known === undefined) owners.set(text, [block]);
      else known.push(block);
    }
  }
  return owners;
}

interface Hop {
  readonly block: LintBlock;
  readonly upstream: Upstream;
  readonly owners: Owners;
}

/** A zone whose queries come back to the block that sends them. */
function loopOf(use: ForwardConfig, { block, upstream, owners }: Hop): CanonicalName | undefined {
  const { transport, port } = upstream;
  const excepted = use.properties.except?.args.zones.flatMap(({ value }) => value) ?? [];
  const served = block.keys.filter((key) => key.transport === transport && key.port === port).map(({ zone }) => zone);
  return common(use.args.from.value, served).find((zone) => {
    if (excepted.some((other) => overlap(other, zone))) return false;
    for (let around: CanonicalName | undefined = zone; around !== undefined; around = parentOf(around)) {
      const owner = owners.get(keyText({ transport, port, zone: around }));
      // With several blocks of one zone it depends on the address or on a view which of them is asked.
      if (owner !== undefined) return owner.length === 1 && owner[0] === block;
    }
    return false;
  });
}
