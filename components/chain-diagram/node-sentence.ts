/** A node in words: what the picture shows, for tooltips, screen readers and the list. */

import type { ChainNode } from "../../lib/diagram/chain-model.ts";
import { type Heat, heatWords } from "../../lib/diagram/heat.ts";
import { ordinal } from "../../lib/diagram/ordinal.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import { exitText } from "../../lib/diagram/place-hanging.ts";
import { NOT_REACHED } from "../../lib/explanation/explanation.ts";
import { writeMicroseconds } from "../../lib/studio/answers/reply-words.ts";

/** What happens to names that the plugin has no answer for. */
export const FLOW_WORDS: Readonly<Record<ChainNode["flow"], string>> = {
  continues: "then the next plugin",
  maybe: "the next plugin only gets what it lets through",
  ends: "nothing gets past it",
};

/** Of a plugin behind one that nothing gets past. */
export const BEHIND_END = "no name gets here";
/** Of a word that CoreDNS does not know. */
export const NOT_SERVED = "not a plugin of this release";

/** What the last question did here; undefined when none was asked. */
export function overlayWords(overlay: NodeOverlay | undefined): string | undefined {
  if (overlay === undefined) return undefined;
  const { state, turns, verdict, isDecider } = overlay;
  if (state === "outside") return "outside the query path";
  if (state === "not-reached" || verdict === undefined) return NOT_REACHED;
  return `step ${turns.join(" and ")}: ${verdict}${isDecider ? ", decided" : ""}`;
}

/** Where it stands and where it runs, when those differ: "written 1st, runs 3rd". */
export function orderWords({ written, runs }: ChainNode): string | undefined {
  return written === runs ? undefined : `written ${ordinal(written)}, runs ${ordinal(runs)}`;
}

/** How often and how long it ran; undefined while nobody wants to know. */
export function heatOfNode({ id }: ChainNode, heat: Heat | undefined): string | undefined {
  return heat === undefined ? undefined : heatWords(heat.nodes.get(id), heat.questions, writeMicroseconds);
}

/** What a sentence is about. */
interface Told {
  readonly node: ChainNode;
  readonly overlay: NodeOverlay | undefined;
  readonly heat: Heat | undefined;
  readonly isBehindEnd: boolean;
}

/** The whole sentence. */
export function nodeSentence({ node, overlay, heat, isBehindEnd }: Told): string {
  const { plugin, uses, place, flow, at, exits } = node;
  const isOutside = overlay?.state === "outside";
  const ways = isBehindEnd ? BEHIND_END : [FLOW_WORDS[flow], ...exits.map(exitText)].join("; ");
  const parts = [
    uses > 1 ? `${plugin}, ${uses} uses` : plugin,
    overlayWords(overlay),
    `line ${at.start.line}`,
    place === undefined ? NOT_SERVED : `plugin ${place} in the order`,
    isOutside ? undefined : orderWords(node),
    isOutside ? undefined : ways,
    isOutside ? undefined : heatOfNode(node, heat),
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}
