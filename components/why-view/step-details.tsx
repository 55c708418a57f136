/** An opened step: what it noted, the words that decided, the message before and after it, and the plugin's manual. */
import type { Note, Step } from "../../lib/explanation/explanation.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { isStale, placedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { evidenceAt } from "../../lib/studio/answers/step-evidence.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import type { Range } from "../../lib/text/position.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import styles from "./step-details.module.css";
import why from "./why-pane.module.css";

export function StepDetails({ step }: { readonly step: Step }) {
  const { plugin, reason, rule, at, before, after, upstream, notes } = step;
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
        <Evidence range={rule ?? at} />
        {upstream !== undefined && (
          <>
            <dt>Asked</dt>
            <dd>
              <code>{upstream}</code>
            </dd>
          </>
        )}
        <Docs plugin={plugin} />
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

/** The words at a place, while the text is the one that was asked about. */
function Evidence({ range }: { readonly range: Range }) {
  const evidence = useStudio((state) => {
    const answer = placedAnswer(state.answers);
    if (answer === undefined || isStale(answer, state)) return undefined;
    const path = workspacePath(range.file, state.workspace.info);
    return evidenceAt(state.workspace.files.find((file) => file.path === path)?.text, range);
  });
  if (evidence === undefined) return null;
  return (
    <>
      <dt>Evidence</dt>
      <dd>
        <code>{evidence}</code>
      </dd>
    </>
  );
}

/** What the plugin is for, and the way to its manual. */
function Docs({ plugin }: { readonly plugin: string }) {
  const summary = directives.find(({ name }) => name === plugin)?.summary;
  if (summary === undefined) return null;
  return (
    <>
      <dt>Plugin</dt>
      <dd>
        {summary}{" "}
        <a href={`/plugins/${plugin}`} target="_blank" rel="noreferrer">
          Manual of {plugin}
        </a>
      </dd>
    </>
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
