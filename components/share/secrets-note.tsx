/** What must not be shared: where it is, and whether it stays behind. */
import type { FoundSecret } from "../../lib/share/secrets.ts";
import styles from "./share.module.css";

/** More are counted. */
const MAX_SHOWN = 12;

interface SecretsNoteProps {
  readonly secrets: readonly FoundSecret[];
  /** Whether they go along all the same. */
  readonly isTaken: boolean;
  readonly onTake: (isTaken: boolean) => void;
}

export function SecretsNote({ secrets, isTaken, onTake }: SecretsNoteProps) {
  const count = secrets.length === 1 ? "One secret" : `${secrets.length} secrets`;
  const shown = secrets.slice(0, MAX_SHOWN);
  return (
    <section className={styles.warning} aria-label="Secrets">
      <p>
        <strong>{isTaken ? `${count} will be shared.` : `${count} will be left out.`}</strong>
      </p>
      <ul className={styles.files}>
        {shown.map(({ path, line, what, start }) => (
          <li key={`${path} ${start}`}>
            <code>{line === undefined ? path : `${path}:${line}`}</code> {what}
          </li>
        ))}
      </ul>
      {secrets.length > shown.length && <p>And {secrets.length - shown.length} more.</p>}
      <label className={styles.choice}>
        <input type="checkbox" checked={!isTaken} onChange={({ target }) => onTake(!target.checked)} />
        <span>
          Leave them out: <code>left-out</code> stands in their places
        </span>
      </label>
    </section>
  );
}
