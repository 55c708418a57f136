/** How each server block on the listener compared with the question. */
import { Check, Minus, X } from "lucide-react";
import { useState } from "react";
import { type DispatchLine, foldDispatch } from "../../lib/explanation/dispatch-lines.ts";
import type { DispatchEntry, DispatchMatch } from "../../lib/explanation/explanation.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { DomainName } from "../ui/domain-name.tsx";
import tones from "../ui/tone.module.css";
import styles from "./dispatch-list.module.css";

/** Of very many blocks no more than these are listed; the chain's index of zones has them all. */
const MAX_LISTED = 200;

const DENIED: ReadonlySet<DispatchMatch> = new Set(["view did not match", "same zone, view did not match"]);

export function DispatchList({ entries }: { readonly entries: readonly DispatchEntry[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const { shown, rest, words } = foldDispatch(entries);
  const listed = showsAll ? [...shown, ...rest.slice(0, MAX_LISTED)] : shown;
  return (
    <>
      <ul>
        {listed.map((line) => (
          <DispatchRow key={`${line.zone} ${line.match} ${line.at.file} ${line.at.start.offset}`} line={line} />
        ))}
      </ul>
      {entries.length === 0 && <p className={styles.none}>The question did not reach a server block.</p>}
      {rest.length > 0 && (
        <Button
          look="quiet"
          className={styles.more}
          aria-expanded={showsAll}
          onClick={() => setShowsAll((before) => !before)}
        >
          {words}
        </Button>
      )}
    </>
  );
}

function DispatchRow({ line: { zone, more, view, viewAt, at, match } }: { readonly line: DispatchLine }) {
  const { revealPlace } = useActions();
  const isChosen = match === "longest match";
  const isDenied = DENIED.has(match);
  const Icon = isChosen ? Check : isDenied ? X : Minus;
  const place = isDenied ? (viewAt ?? at) : at;
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.row, isChosen && styles.chosen)}
        onClick={() => void revealPlace(place, { focus: true })}
      >
        <Icon size={14} aria-hidden className={isChosen ? tones.good : isDenied ? tones.bad : tones.quiet} />
        <code className={styles.zone}>
          <DomainName name={zone} />
        </code>
        {more > 0 && <span className={styles.view}>and {more} more of its key</span>}
        {view !== undefined && view !== "" && (
          <span className={styles.view}>
            view {view}
            {isChosen && " matched"}
          </span>
        )}
        <span className={styles.match}>{match}</span>
        <span className={styles.place}>{writePlace(place)}</span>
      </button>
    </li>
  );
}
