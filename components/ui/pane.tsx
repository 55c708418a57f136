/** A pane: a landmark with a heading, its tools on the right, and what it shows. */
import type { ReactNode } from "react";
import type { Pane as PaneName } from "../../lib/commands/command.ts";
import { classNames } from "./class-names.ts";
import styles from "./pane.module.css";
import { StageButton } from "./stage.tsx";

interface PaneProps {
  /** Its accessible name, and its heading. */
  readonly title: string;
  /** The name under which F6 finds it. */
  readonly pane: PaneName;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  /** Whether its heading is for screen readers only, where a tab above says the same. */
  readonly hasQuietHeading?: boolean;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function Pane({ title, pane, note, tools, hasQuietHeading = false, children, className }: PaneProps) {
  return (
    <section className={classNames(styles.pane, className)} aria-label={title} data-pane={pane} tabIndex={-1}>
      <header className={hasQuietHeading ? "visually-hidden" : styles.header} data-top-line>
        <h2 className={styles.title}>{title}</h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        <span className={styles.tools}>
          {tools}
          <StageButton />
        </span>
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

interface EmptyProps {
  readonly children: ReactNode;
  /** The one thing to do next. */
  readonly action?: ReactNode;
}

export function Empty({ children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Banner({
  tone,
  children,
  action,
}: {
  readonly tone: "warning" | "bad" | "neutral";
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classNames(styles.banner, styles[tone])}>
      <span>{children}</span>
      {action}
    </div>
  );
}
