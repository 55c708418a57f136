/** The icons of verdicts: eight shapes that differ in outline, not only in colour. */
import type { Shape as ShapeName, Tone } from "../../lib/studio/answers/verdict.ts";
import styles from "./tone.module.css";

const PATHS: Readonly<Record<ShapeName, { readonly d: string; readonly isFilled: boolean }>> = {
  disc: { d: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11Z", isFilled: true },
  diamond: { d: "M8 2l6 6-6 6-6-6Z", isFilled: true },
  triangle: { d: "M5 3l7 5-7 5Z", isFilled: false },
  arrow: { d: "M4 2.5v7.5h7M8.5 7.2l3 2.8-3 2.8", isFilled: false },
  square: { d: "M3 3h10v10H3Z", isFilled: true },
  cross: { d: "M3.5 3.5l9 9M12.5 3.5l-9 9", isFilled: false },
  ring: { d: "M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9Z", isFilled: false },
  dash: { d: "M3.5 8h9", isFilled: false },
};

export function Shape({ shape, tone }: { readonly shape: ShapeName; readonly tone: Tone }) {
  const { d, isFilled } = PATHS[shape];
  return (
    <svg className={styles[tone]} width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={d}
        fill={isFilled ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={isFilled ? 1 : 1.8}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
