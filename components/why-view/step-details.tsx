/** An opened step: what it noted, the line that decided, and the message before and after it. */
import type { Note, Step } from "../../lib/explanation/explanation.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import type { Range } from "../../lib/text/position.ts";
import { useActions } from "../studio/store-context.tsx";
import styles from "./step-details.module.css";
import why from "./why-pane.module.css";

export function StepDetails({ step }: { readonly step: Step }) {
  const { reason, rule, at, before, after, upstream, notes } = step;
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        {reason !== undefined && (
          <>
            <dt>Reason</dt>
            <dd>
              <code>{reason.code}</code>
              <Facts facts={reason.facts} />
            </dd>
          </>
        )}
        <dt>Directive</dt>
        <dd>
          <Place range={at} />
        </dd>
        {rule !== undefined && (
          <>
            <dt>Decided at</dt>
            <dd>
              <Place range={rule} />
            </dd>
          </>
        )}
        {upstream !== undefined && (
          <>
            <dt>Asked</dt>
            <dd>
              <code>{upstream}</code>
            </dd>
          </>
        )}
      </dl>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {keyed(notes, ({ reason: { code } }) => code).map(({ key, item }) => (
            <NoteRow key={key} note={item} />
          ))}
        </ul>
      )}
      {(before !== undefined || after !== undefined) && (
        <div className={styles.change}>
          <Side title="Before" text={before} />
          <Side title="After" text={after} />
        </div>
      )}
    </div>
  );
}

function Facts({ facts }: { readonly facts: Readonly<Record<string, string | number>> }) {
  return Object.entries(facts).map(([name, value]) => (
    <span key={name} className={styles.fact}>
      {name} <code>{value}</code>
    </span>
  ));
}

function NoteRow({ note: { reason, rule } }: { readonly note: Note }) {
  return (
    <li>
      {reason.sentence} {rule !== undefined && <Place range={rule} />}
    </li>
  );
}

function Side({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div>
      <h4 className={styles.side}>{title}</h4>
      <pre className={styles.message}>{text}</pre>
    </div>
  );
}

function Place({ range }: { readonly range: Range }) {
  const { revealPlace } = useActions();
  return (
    <button type="button" className={why.place} onClick={() => void revealPlace(range, { focus: true })}>
      {writePlace(range)}
    </button>
  );
}
