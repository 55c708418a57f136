/** What a change does to a ConfigMap: its lines, what the API server says, and who will undo it. */
import type { PreviewReply } from "../../lib/api/kubernetes.ts";
import { classNames } from "../ui/class-names.ts";
import styles from "./exchange.module.css";

export function PreviewView({ preview: { diff, dryRun, owner, notes } }: { readonly preview: PreviewReply }) {
  return (
    <>
      {owner !== undefined && (
        <p role="alert" className={styles.warning}>
          {owner}
        </p>
      )}
      {diff === "" ? (
        <p role="status">The cluster has exactly this already.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
        <section aria-label="Difference" className={styles.text} tabIndex={0}>
          <pre>
            {diff
              .trimEnd()
              .split("\n")
              .map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
                <span key={index} className={lineStyle(line)}>
                  {line === "" ? " " : line}
                </span>
              ))}
          </pre>
        </section>
      )}
      <p role="status" className={dryRun.ok ? styles.good : styles.bad}>
        {dryRun.ok ? "✓" : "✗"} Dry run: {dryRun.text}
      </p>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}

function lineStyle(line: string): string {
  const isHeader = line.startsWith("---") || line.startsWith("+++") || line.startsWith("@@");
  if (isHeader) return classNames(styles.hunk);
  return classNames(styles.line, line.startsWith("+") && styles.added, line.startsWith("-") && styles.removed);
}
