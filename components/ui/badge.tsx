/** A short word in a tone. */
import type { ReactNode } from "react";
import type { Tone } from "../../lib/studio/answers/verdict.ts";
import { classNames } from "./class-names.ts";
import styles from "./tone.module.css";

export function Badge({
  tone,
  children,
  title,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) {
  return (
    <span className={classNames(styles.badge, styles[tone])} title={title}>
      {children}
    </span>
  );
}
