/** Edited lines, as a diff shows them, with the way to them. */
import type { Compared } from "../../lib/api/behaviour-diff.ts";
import { changePlace } from "../../lib/behaviour-diff/text-changes.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { useActions } from "../studio/store-context.tsx";
import styles from "./diff-pane.module.css";

const MOST_LINES = 12;

export function EditView({ edit }: { readonly edit: Compared["edits"][number] }) {
  const { revealPlace } = useActions();
  const { file, removed, added, afterLine } = edit;
  const lines = [
    ...removed.map((text) => ({ mark: "-", text: text.trimEnd() })),
    ...added.map((text) => ({ mark: "+", text: text.trimEnd() })),
  ];
  const start = { offset: 0, line: afterLine, column: 1 };
  const end = { offset: 0, line: afterLine + Math.max(added.length, 1), column: 1 };
  return (
    <div className={styles.edit}>
      <button
        type="button"
        className={styles.place}
        aria-label={`Go to ${changePlace(edit)}`}
        onClick={() => void revealPlace({ file, start, end }, { focus: true })}
      >
        {changePlace(edit)}
      </button>
      <pre className={styles.lines}>
        {keyed(lines.slice(0, MOST_LINES), ({ mark, text }) => mark + text).map(({ key, item: { mark, text } }) => (
          <span key={key} data-mark={mark} className={styles.line}>
            {mark} {text}
            {"\n"}
          </span>
        ))}
        {lines.length > MOST_LINES && `… ${lines.length - MOST_LINES} more lines`}
      </pre>
    </div>
  );
}
