/** Verdicts as the page shows them: beside the word a shape and a tone, so that none of the three stands alone (WCAG 1.4.1). */
import type { Verdict } from "../../explanation/explanation.ts";

/** The tones that the style sheet has colours for. */
export type Tone = "good" | "changed" | "neutral" | "warning" | "bad" | "quiet";

/** The shape of a verdict's icon. */
export type Shape = "disc" | "diamond" | "triangle" | "arrow" | "square" | "cross" | "ring" | "dash";

export interface VerdictLook {
  readonly shape: Shape;
  readonly tone: Tone;
}

/** How each verdict looks. */
export const VERDICT_LOOKS: Readonly<Record<Verdict, VerdictLook>> = {
  answered: { shape: "disc", tone: "good" },
  changed: { shape: "diamond", tone: "changed" },
  passed: { shape: "triangle", tone: "neutral" },
  "fell through": { shape: "arrow", tone: "warning" },
  refused: { shape: "square", tone: "bad" },
  failed: { shape: "cross", tone: "bad" },
  observed: { shape: "ring", tone: "neutral" },
  waiting: { shape: "ring", tone: "warning" },
  "not in scope": { shape: "dash", tone: "quiet" },
};

/** How a plugin looks that the query did not come to. */
export const NOT_REACHED_LOOK: VerdictLook = { shape: "dash", tone: "quiet" };

/** The tone of a reply code: an error of the server is not the same as a name that does not exist. */
export function rcodeTone(rcode: string): Tone {
  if (rcode === "NOERROR") return "good";
  if (rcode === "NXDOMAIN") return "warning";
  return "bad";
}
