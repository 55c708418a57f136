/** All plugins in the order in which they run, each with what it does. */
import { directives } from "../../lib/plugins/directives.gen.ts";
import { placeInChain } from "./chain-places.ts";
import styles from "./manual.module.css";
import { ManualFrame } from "./manual-frame.tsx";

export function ManualIndex() {
  return (
    <ManualFrame title="Plugins">
      <p>
        In the order in which CoreDNS runs them, whatever the order of the lines in a Corefile. Those without a number
        set something up and never see a query.
      </p>
      <ol className={styles.index}>
        {directives.map(({ name, summary }) => (
          <li key={name} className={styles.entry}>
            <span className={styles.place}>{placeInChain(name)}</span>
            <a className={styles.plugin} href={`/plugins/${name}`}>
              {name}
            </a>
            <span className={styles.summary}>{summary}</span>
          </li>
        ))}
      </ol>
    </ManualFrame>
  );
}
