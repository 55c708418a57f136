/** What the server itself did around the plugins: which addresses it takes, the end of the chain, a reply that was cut. */
import type { Note } from "../../lib/explanation/explanation.ts";
import styles from "./server-notes.module.css";
import why from "./why-pane.module.css";

export function ServerNotes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3 className={why.heading} id="why-server">
        The server itself
      </h3>
      <ul className={styles.notes} aria-labelledby="why-server">
        {notes.map(({ reason }) => (
          <li key={`${reason.code} ${reason.sentence}`}>{reason.sentence}</li>
        ))}
      </ul>
    </>
  );
}
