/** What a plugin changed of the reply, a line for each record. */
import { useState } from "react";
import type { ReplyChange } from "../../lib/explanation/explanation.ts";
import { changeText } from "../../lib/explanation/reply-changes.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { Button } from "../ui/button.tsx";
import styles from "./reply-changes.module.css";

/** More are shown when somebody wants them. */
const SHOWN = 20;

const SIGNS: Readonly<Record<ReplyChange["kind"], string>> = {
  added: "+",
  removed: "−",
  changed: "~",
  TTL: "~",
  order: "↕",
};

export function ReplyChanges({ changes }: { readonly changes: readonly ReplyChange[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? changes : changes.slice(0, SHOWN);
  return (
    <>
      <ul className={styles.changes} aria-label="What changed in the reply">
        {keyed(shown, changeText).map(({ key, item }) => (
          <li key={key} className={styles.change} data-kind={item.kind}>
            <span aria-hidden="true" className={styles.sign}>
              {SIGNS[item.kind]}
            </span>
            <code>{changeText(item)}</code>
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button look="quiet" className={styles.more} onClick={() => setShowsAll(true)}>
          {changes.length - shown.length} more changes
        </Button>
      )}
    </>
  );
}
