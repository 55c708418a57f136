/** A server block whose plugins pass names on to nobody. */
import { type CanonicalName, isAtOrBelow } from "../../../dns/name/name.ts";
import { type Answerer, answerersOf } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { covers, inWords, isOdd, overlap, zoneText } from "../../zones.ts";

export const restUnanswered = defineRule({
  code: "CF1052",
  name: "rest-unanswered",
  severity: "information",
  sentence: "A block passes names on, but no plugin comes after to answer them.",
  why: 'A query that no plugin of its block takes ends with SERVFAIL, and the log has "no next plugin found". Add forward. Without an upstream, write the zones that are served as the keys of the block: other names are then REFUSED, without an error.',
  threads: ["coredns#2166", "coredns#5779", "coredns#6855", "coredns#4062", "kubernetes#83319"],
  example: {
    bad: ". {\n    errors\n    hosts {\n        192.0.2.1 www.example.org\n        fallthrough\n    }\n    kubernetes cluster.local\n}\n",
    good: ". {\n    errors\n    hosts {\n        192.0.2.1 www.example.org\n        fallthrough\n    }\n    kubernetes cluster.local\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocks }) {
    for (const block of blocks) {
      const [key] = block.source.keys;
      const answerers = meantForMore(block);
      if (key === undefined || answerers.length === 0 || block.zones.some(isOdd)) continue;
      const open = block.zones.filter((zone) => leftOver(zone, answerers).length > 0);
      if (open.length === 0) continue;
      const names = inWords([...new Set(answerers.map(({ plugin }) => plugin))]);
      const zones = inWords(open.map(zoneText));
      const message = `What ${names} of this block cannot answer in ${zones} gets SERVFAIL: no plugin comes after.`;
      yield { at: key.range, message };
    }
  },
});

/**
 * The answering plugins of a block which looks as if it were for more than they have: it serves a cluster, or the last one
 * falls through. None where something may answer that cannot be seen, or where names are changed on the way.
 */
function meantForMore(block: LintBlock): readonly Answerer[] {
  const { directives } = block;
  const meant = directives.filter(({ answers }) => answers !== undefined);
  const isKnown = block.isWhole && meant.every((one) => block.uses(one).length === block.wordsOf(one.name).length);
  if (!isKnown || directives.some(({ changesNames }) => changesNames === true)) return [];
  const answerers = answerersOf(block);
  const last = answerers.at(-1);
  const hasCluster = directives.some(({ hasClusterZones }) => hasClusterZones === true);
  const asksOthers = meant.some(({ name, upstreams }) => name === last?.plugin && upstreams !== undefined);
  const fallsThrough = last?.type === undefined && last?.passes?.some((zone) => covers(block.zones, zone)) === true;
  const areClear = answerers.every(({ zones, passes }) => zones !== undefined && passes !== undefined);
  return areClear && (hasCluster || (fallsThrough && !asksOthers)) ? answerers : [];
}

/** What of a zone no plugin takes, one after the other. */
function leftOver(zone: CanonicalName, answerers: readonly Answerer[]): readonly CanonicalName[] {
  let left: readonly CanonicalName[] = [zone];
  for (const { zones = [], passes = [], type } of answerers) {
    if (type !== undefined) continue;
    left = left.flatMap((one) => {
      if (!covers(zones, one)) return [one];
      return passes.filter((passed) => overlap(passed, one)).map((passed) => (isAtOrBelow(one, passed) ? one : passed));
    });
  }
  return left;
}
