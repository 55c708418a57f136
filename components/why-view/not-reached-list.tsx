/** Plugins that the query did not come to, with the reason; those that no query passes are folded away. */
import type { NotReached } from "../../lib/explanation/explanation.ts";
import { NOT_REACHED_LOOK } from "../../lib/studio/answers/verdict.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Shape } from "../ui/shape.tsx";
import styles from "./not-reached-list.module.css";
import why from "./why-pane.module.css";

export function NotReachedList({ entries }: { readonly entries: readonly NotReached[] }) {
  const inPath = entries.filter(({ inRequestPath }) => inRequestPath);
  const outside = entries.filter(({ inRequestPath }) => !inRequestPath);
  return (
    <>
      {inPath.length > 0 && (
        <>
          <h3 className={why.heading}>Not reached</h3>
          <Rows entries={inPath} canAsk />
        </>
      )}
      {outside.length > 0 && (
        <details className={styles.outside}>
          <summary className={why.heading}>
            Not in the query path: {outside.map(({ plugin }) => plugin).join(", ")}
          </summary>
          <Rows entries={outside} />
        </details>
      )}
    </>
  );
}

interface RowsProps {
  readonly entries: readonly NotReached[];
  /** Whether the question may be put to them. */
  readonly canAsk?: boolean;
}

function Rows({ entries, canAsk = false }: RowsProps) {
  const { revealPlace, ask } = useActions();
  return (
    <ul>
      {entries.map(({ plugin, at, because }) => (
        <li key={`${plugin} ${at.file} ${at.start.offset}`} className={styles.item}>
          <button type="button" className={styles.row} onClick={() => void revealPlace(at, { focus: true })}>
            <Shape shape={NOT_REACHED_LOOK.shape} tone={NOT_REACHED_LOOK.tone} />
            <span className={styles.plugin}>{plugin}</span>
            <span className={styles.because}>{because}</span>
            <span className={styles.place}>{writePlace(at)}</span>
          </button>
          {canAsk && (
            <Button
              look="quiet"
              className={styles.ask}
              title={`What ${plugin} would do if the question reached it`}
              onClick={() => void ask({ anyway: { plugin, line: at.start.line } })}
            >
              Ask {plugin} anyway
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
