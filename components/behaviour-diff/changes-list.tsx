/** The changes in groups; one of them is open, with where the ways part and what caused it. */
import type { Compared, ComparedChange } from "../../lib/api/behaviour-diff.ts";
import { groupByCause } from "../../lib/behaviour-diff/behaviour-diff.ts";
import { CHANGE_KINDS } from "../../lib/behaviour-diff/compare.ts";
import { outcomeTexts } from "../../lib/behaviour-diff/outcome.ts";
import { causeText, KIND_WORDS } from "../../lib/behaviour-diff/words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { ChangeDetails } from "./change-details.tsx";
import styles from "./diff-pane.module.css";
import { EditView } from "./edit-view.tsx";

/** So many changes of a group are put on the screen at once. */
const MOST_SHOWN = 100;

interface Group {
  readonly title: string;
  readonly edits: readonly number[];
  readonly changes: readonly ComparedChange[];
}

export function ChangesList({ compared }: { readonly compared: Compared }) {
  const groupBy = useStudio(({ behaviourDiff }) => behaviourDiff.groupBy);
  const groups = groupBy === "cause" ? byCause(compared) : byKind(compared);
  return groups.map(({ title, edits, changes }) => (
    <section key={title} className={styles.group} aria-label={title}>
      <h3 className={styles.groupTitle}>
        {title} <span className={styles.faint}>{changes.length}</span>
      </h3>
      {edits.map((index) => {
        const edit = compared.edits[index];
        return edit === undefined ? null : <EditView key={index} edit={edit} />;
      })}
      <ul>
        {changes.slice(0, MOST_SHOWN).map((change) => (
          <ChangeRow key={compared.changes.indexOf(change)} change={change} compared={compared} />
        ))}
      </ul>
      {changes.length > MOST_SHOWN && <p className={styles.hint}>{changes.length - MOST_SHOWN} more of these.</p>}
    </section>
  ));
}

function byCause({ changes, edits }: Compared): readonly Group[] {
  return groupByCause(changes).map((group) => {
    const told = causeText(group.cause, edits);
    return { title: `Cause: ${told}`, edits: group.cause.changes, changes: group.changes };
  });
}

function byKind({ changes }: Compared): readonly Group[] {
  return CHANGE_KINDS.flatMap((kind): readonly Group[] => {
    const own = changes.filter((change) => change.kind === kind);
    const { word } = KIND_WORDS[kind];
    return own.length === 0
      ? []
      : [{ title: `${word.charAt(0).toUpperCase()}${word.slice(1)}`, edits: [], changes: own }];
  });
}

interface ChangeRowProps {
  readonly change: ComparedChange;
  readonly compared: Compared;
}

function ChangeRow({ change, compared }: ChangeRowProps) {
  const index = compared.changes.indexOf(change);
  const isOpen = useStudio(({ behaviourDiff }) => behaviourDiff.opened === index);
  const { openChange } = useActions();
  const { kind, question, before, after, count } = change;
  const { mark, word } = KIND_WORDS[kind];
  const [old, now] = outcomeTexts(before, after);
  return (
    <li className={classNames(styles.item, isOpen && styles.open)}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={isOpen}
        onClick={() => openChange(isOpen ? undefined : index)}
      >
        <span className={styles.kind} data-kind={kind}>
          <span aria-hidden>{mark}</span> {word}
        </span>
        <code className={styles.question}>
          {question.text}
          {count > 1 && <span className={styles.faint}> ×{count}</span>}
        </code>
        <span className={styles.outcomes}>
          <span className={styles.old}>{old}</span>
          <span aria-hidden> → </span>
          <span className="visually-hidden"> becomes </span>
          <span className={styles.now}>{now}</span>
        </span>
      </button>
      {isOpen && <ChangeDetails change={change} compared={compared} />}
    </li>
  );
}
