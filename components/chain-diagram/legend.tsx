/** What the lines and signs of the diagram mean. */
import { Info } from "lucide-react";
import { Popover } from "radix-ui";
import { IconButton } from "../ui/button.tsx";
import styles from "./legend.module.css";

const ROWS: readonly (readonly [string, string])[] = [
  ["M2 8H26", "goes on to the next plugin"],
  ["M2 8h5M10 8h5M18 8h6", "goes on only with what the plugin lets through"],
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
            {ROWS.map(([path, words]) => (
              <div key={words} className={styles.row}>
                <dt>
                  <svg width="32" height="16" viewBox="0 0 32 16" aria-hidden="true">
                    <path d={path} className={styles.line} />
                    <path d="M24 4.5l6 3.5-6 3.5Z" className={styles.head} />
                  </svg>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
            <div className={styles.row}>
              <dt>
                <svg width="32" height="16" viewBox="0 0 32 16" aria-hidden="true">
                  <path d="M2 8H26M27 2v12" className={styles.stop} />
                </svg>
              </dt>
              <dd>the chain ends here, nothing gets past</dd>
            </div>
          </dl>
          <p className={styles.note}>
            After a question: numbers are the order of acting, the ring is the plugin that decided, dashed boxes were
            not reached, a framed upstream was asked. A dotted line leads to an upstream that is a listener of this
            Corefile; a red one goes in a circle. The bar below a box marks the line of the cursor.
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
