/** What the steps say beyond the way: which upstreams were asked. */
import type { TraceRow } from "../explanation/trace.ts";
import type { ChainModel, ChainNode } from "./chain-model.ts";
import type { Overlay } from "./overlay.ts";
import { isUpstream } from "./upstreams.ts";

/** An overlay with the upstreams that were asked, by the identity of their boxes. */
export interface DetailedOverlay extends Overlay {
  readonly asked: ReadonlySet<string>;
}

/** Adds them. `rows` are those of the way down, in order. */
export function withDetails(model: ChainModel, overlay: Overlay, rows: readonly TraceRow[]): DetailedOverlay {
  const asked = new Set<string>();
  for (const node of model.blocks.flatMap(({ chain }) => chain)) {
    const state = overlay.nodes.get(node.id);
    if (state === undefined) continue;
    for (const upstream of upstreamsOf(state.turns, rows)) {
      for (const end of matching(node, upstream)) asked.add(`${node.id}>${end}`);
    }
  }
  return { ...overlay, asked };
}

/** The upstreams that steps asked, those that did not reply too. */
function upstreamsOf(turns: readonly number[], rows: readonly TraceRow[]): readonly string[] {
  return turns.flatMap((turn) => {
    const step = rows[turn - 1]?.step;
    if (step === undefined) return [];
    const reasons = [step.reason, ...step.notes.map(({ reason }) => reason)];
    const told = reasons.flatMap((reason) => reason?.facts.upstream ?? []).map(String);
    return step.upstream === undefined ? told : [step.upstream, ...told];
  });
}

/** How the Corefile writes it; one that it does not write can only come of a file. */
function matching({ upstreams }: ChainNode, asked: string): readonly string[] {
  const written = upstreams.filter((upstream) => isUpstream(upstream, asked));
  return written.length > 0 ? written : upstreams.filter((upstream) => upstream.startsWith("/"));
}
