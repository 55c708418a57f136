/** forward sends queries to an address at which this very block answers. */

import type { CanonicalName } from "../../dns/name/name.ts";
import { type ForwardConfig, directive as forward } from "../../plugins/forward/directive.ts";
import type { LintBlock } from "../block.ts";
import { listensAt } from "../listeners.ts";
import { defineRule } from "../rule.ts";
import type { LintSubject } from "../subject.ts";
import { type Upstream, upstreamsOf } from "../upstreams.ts";
import { common, covers, overlap, zoneText } from "../zones.ts";

export const forwardToItself = defineRule({
  code: "CF1008",
  name: "forward-to-itself",
  severity: "warning",
  sentence: "forward sends queries to this server itself, which forwards them again.",
  why: "Such a query goes round until it times out, and each round costs a query. Send it to another server, or to another port with a block of its own.",
  threads: ["coredns#2087", "coredns#2391", "kubernetes#93379"],
  example: {
    bad: ".:5353 {\n    forward . 127.0.0.1:5353\n}\n",
    good: ".:5353 {\n    forward . 127.0.0.1:5354\n}\n.:5354 {\n    forward . 198.51.100.1\n}\n",
  },
  *check(subject) {
    for (const block of subject.blocks) {
      if (!mayLoop(block)) continue;
      for (const use of block.uses(forward)) {
        for (const upstream of upstreamsOf(use)) {
          const zone = loopOf(use, { block, upstream, subject });
          if (zone === undefined) continue;
          const what = zone === "." ? "queries" : `queries for ${zoneText(zone)}`;
          yield {
            at: upstream.word.at,
            message: `This server listens at ${upstream.word.text} itself, so ${what} come back to this block.`,
          };
        }
      }
    }
  },
});

interface Hop {
  readonly block: LintBlock;
  readonly upstream: Upstream;
  readonly subject: LintSubject;
}

/** A zone whose queries come back to the block that sends them. */
function loopOf(use: ForwardConfig, { block, upstream, subject }: Hop): CanonicalName | undefined {
  if (!subject.isWhole || !listensAt(block, upstream)) return undefined;
  const excepted = use.properties.except?.args.zones.flatMap(({ value }) => value) ?? [];
  const zones = common(use.args.from.value, zonesAt(block, upstream));
  return zones.find((zone) => {
    if (excepted.some((other) => overlap(other, zone))) return false;
    return subject.blocks.every((other) => other === block || !takes(other, upstream, { zone, than: block }));
  });
}

/** The zones that a block serves at a port. */
function zonesAt({ keys }: LintBlock, { transport, port }: Upstream): readonly CanonicalName[] {
  return keys.filter((key) => key.transport === transport && key.port === port).map(({ zone }) => zone);
}

/** Whether another block gets the queries for all names of a zone, since its own zone is the longer one. */
function takes(
  other: LintBlock,
  upstream: Upstream,
  { zone, than }: { readonly zone: CanonicalName; readonly than: LintBlock },
): boolean {
  if (!listensAt(other, upstream)) return false;
  const length = (block: LintBlock): number => {
    const around = zonesAt(block, upstream).filter((candidate) => covers([candidate], zone));
    return Math.max(0, ...around.map((candidate) => candidate.length));
  };
  return length(other) >= length(than);
}

/** Names that are rewritten, and queries that a view chooses, may go elsewhere the second time. */
function mayLoop(block: LintBlock): boolean {
  return block.has("forward") && !["rewrite", "autopath", "view", "header", "acl"].some((name) => block.has(name));
}
