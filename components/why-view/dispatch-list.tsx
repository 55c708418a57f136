/** How each server block on the listener compared with the question. */
import { Check, Minus, X } from "lucide-react";
import { useState } from "react";
import type { DispatchEntry } from "../../lib/chain/explanation.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import tones from "../ui/tone.module.css";
import styles from "./dispatch-list.module.css";

/** Blocks that did not match are many in a large configuration; this many are shown at once. */
const SHOWN = 4;

/** The best first, as people look for it. */
const RANK: Readonly<Record<DispatchEntry["match"], number>> = {
  "longest match": 0,
  "view: expression was false": 1,
  "shorter match": 2,
  "no match": 3,
};

export function DispatchList({ entries }: { readonly entries: readonly DispatchEntry[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const ranked = [...entries].sort((a, b) => RANK[a.match] - RANK[b.match]);
  const shown = showsAll ? ranked : ranked.slice(0, SHOWN);
  const hidden = ranked.length - shown.length;
  return (
    <>
      <ul>
        {shown.map((entry) => (
          <DispatchRow key={`${entry.zone} ${entry.at.file} ${entry.at.start.offset}`} entry={entry} />
        ))}
      </ul>
      {entries.length === 0 && <p className={styles.none}>No server block listens there.</p>}
      {hidden > 0 && (
        <Button look="quiet" className={styles.more} onClick={() => setShowsAll(true)}>
          {hidden} more
        </Button>
      )}
    </>
  );
}

function DispatchRow({ entry: { zone, view, at, match } }: { readonly entry: DispatchEntry }) {
  const { revealPlace } = useActions();
  const isChosen = match === "longest match";
  const isRefused = match === "view: expression was false";
  const Icon = isChosen ? Check : isRefused ? X : Minus;
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.row, isChosen && styles.chosen)}
        onClick={() => void revealPlace(at, { focus: true })}
      >
        <Icon size={14} aria-hidden className={isChosen ? tones.good : isRefused ? tones.bad : tones.quiet} />
        <code className={styles.zone}>{zone}</code>
        {view !== undefined && view !== "" && <span className={styles.view}>view {view}</span>}
        <span className={styles.match}>{match}</span>
        <span className={styles.place}>{writePlace(at)}</span>
      </button>
    </li>
  );
}
