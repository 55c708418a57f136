/** A node in words: what the picture shows, for tooltips, screen readers and the list. */

import type { ChainNode } from "../../lib/diagram/chain-model.ts";
import type { Flow } from "../../lib/diagram/flow.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import { NOT_REACHED } from "../../lib/explanation/explanation.ts";

/** What happens to names that the plugin has no answer for. */
export const FLOW_WORDS: Readonly<Record<Flow, string>> = {
  continues: "then the next plugin",
  maybe: "the next plugin only gets what it lets through",
  ends: "nothing gets past it",
};

/** What the last question did here; undefined when none was asked. */
export function overlayWords(overlay: NodeOverlay | undefined): string | undefined {
  if (overlay === undefined) return undefined;
  const { state, turns, verdict, isDecider } = overlay;
  if (state === "outside") return "outside the query path";
  if (state === "not-reached" || verdict === undefined) return NOT_REACHED;
  return `step ${turns.join(" and ")}: ${verdict}${isDecider ? ", decided" : ""}`;
}

/** The whole sentence. */
export function nodeSentence(node: ChainNode, overlay: NodeOverlay | undefined): string {
  const { plugin, uses, place, flow, at } = node;
  const parts = [
    uses > 1 ? `${plugin}, ${uses} uses` : plugin,
    overlayWords(overlay),
    `line ${at.start.line}`,
    place === undefined ? "not a plugin of this release" : `plugin ${place} in the order`,
    overlay?.state === "outside" ? undefined : FLOW_WORDS[flow],
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}
