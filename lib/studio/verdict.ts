/** Verdicts as the page shows them: a word, a shape and a tone, so that none of the three stands alone (WCAG 1.4.1). */
import type { Verdict } from "../chain/explanation.ts";

/** The tones that the style sheet has colours for. */
export type Tone = "good" | "changed" | "neutral" | "warning" | "bad" | "quiet";

/** The shape of a verdict's icon. */
export type Shape = "disc" | "diamond" | "triangle" | "arrow" | "square" | "cross" | "ring" | "dash";

export interface VerdictLook {
  readonly word: string;
  readonly shape: Shape;
  readonly tone: Tone;
}

/** How each verdict looks. */
export const VERDICT_LOOKS = {
  answered: { word: "answered", shape: "disc", tone: "good" },
  "passed on": { word: "passed", shape: "triangle", tone: "neutral" },
  "fell through": { word: "fell through", shape: "arrow", tone: "warning" },
  "changed the question": { word: "changed", shape: "diamond", tone: "changed" },
  "changed the answer": { word: "changed", shape: "diamond", tone: "changed" },
  blocked: { word: "refused", shape: "square", tone: "bad" },
  failed: { word: "failed", shape: "cross", tone: "bad" },
  watched: { word: "observed", shape: "ring", tone: "neutral" },
} as const satisfies Readonly<Record<Verdict, VerdictLook>>;

/** How a plugin looks that the query did not come to. */
export const NOT_REACHED_LOOK: VerdictLook = { word: "not reached", shape: "dash", tone: "quiet" };

/** The tone of a reply code: an error of the server is not the same as a name that does not exist. */
export function rcodeTone(rcode: string): Tone {
  if (rcode === "NOERROR") return "good";
  if (rcode === "NXDOMAIN") return "warning";
  return "bad";
}
