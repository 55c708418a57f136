/** What the lines and signs of the diagram mean. */
import { Info } from "lucide-react";
import { Popover } from "radix-ui";
import { IconButton } from "../ui/button.tsx";
import styles from "./legend.module.css";

interface Row {
  readonly path: string;
  readonly words: string;
  readonly look?: "stop" | "loop";
}

const ROWS: readonly Row[] = [
  { path: "M2 8H26", words: "goes on to the next plugin" },
  { path: "M2 8h5M10 8h5M18 8h6", words: "goes on only with what the plugin lets through" },
  { path: "M2 8H26M27 2v12", words: "the chain ends here, nothing gets past", look: "stop" },
  { path: "M2 6H26M2 10H26", words: "to a listener of this Corefile, in a loop", look: "loop" },
];

export function Legend() {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label="Legend">
          <Info size={15} aria-hidden />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.legend} align="end" sideOffset={6} aria-label="Legend">
          <dl>
            {ROWS.map(({ path, words, look }) => (
              <div key={words} className={styles.row}>
                <dt>
                  <svg width="32" height="16" viewBox="0 0 32 16" aria-hidden="true">
                    <path d={path} className={look === undefined ? styles.line : styles.stop} />
                    {look === undefined && <path d="M24 4.5l6 3.5-6 3.5Z" className={styles.head} />}
                  </svg>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <p className={styles.note}>
            Below a plugin stand its upstreams and where questions leave the chain; red means that a question is lost
            there. A hatched plugin is none of this release, a dotted one is never reached.
          </p>
          <p className={styles.note}>
            After a question: numbers are the order of acting, the ring is the plugin that decided, dashed boxes were
            not reached, a framed upstream was asked. The bar below a box marks the line of the cursor.
          </p>
          <p className={styles.note}>
            Written order: the number behind a name is its place in the run. Heat: the darker, the more of the queries
            came to a plugin; × how often it ran, ● how many it decided, then its own time.
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
