/** Reads a log, a dnstap file or a capture: what went wrong, with the lines of the Corefile, and what was asked, asked again. */
import { useEffect } from "react";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { logMessages } from "../../lib/plugins/log-messages.gen.ts";
import { compared, counted, verdictOf } from "../../lib/studio/traffic/compared.ts";
import { askWaiting, readWaiting } from "../../lib/studio/traffic/read-input.ts";
import { useActions, useStudio, useStudioStore } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import { ChooseLog } from "./choose-log.tsx";
import { configurationOf } from "./configuration.ts";
import styles from "./log-reader.module.css";
import { MessageList } from "./message-list.tsx";
import { QuestionList } from "./question-list.tsx";

export function LogReader() {
  const store = useStudioStore();
  const { phase, waiting, read, name, failure } = useStudio(({ traffic }) => traffic);
  const { closeTraffic } = useActions();
  useEffect(() => {
    if (waiting === undefined) return;
    const configuration = configurationOf(store.getState().workspace);
    void readWaiting({ get: store.getState, messages: logMessages, directives, configuration });
  }, [store, waiting]);
  return (
    <section className={styles.view} aria-label="Read a log">
      <div className={styles.top}>
        <h3 className={styles.title}>{read === undefined && phase !== "reading" ? "Read a log" : name}</h3>
        <Button look="quiet" onClick={closeTraffic}>
          Close
        </Button>
      </div>
      <div className={styles.body}>
        {failure !== undefined && <Banner tone="bad">{failure}</Banner>}
        {phase === "choose" && read === undefined && <ChooseLog />}
        <Working />
        {read !== undefined && (
          <>
            <p className={styles.facts}>
              {factsOf(read)} <Verdict />
              {read.notes.map((note) => (
                <span key={note} className={styles.note}>
                  {note}
                </span>
              ))}
            </p>
            <MessageList messages={read.messages} />
            <QuestionList onAskAgain={() => void askWaiting({ get: store.getState })} />
          </>
        )}
      </div>
    </section>
  );
}

/** What asking again came to; it stands first, because it is what people came for. */
function Verdict() {
  const { read, answers, phase } = useStudio(({ traffic }) => traffic);
  const isTold = phase === "done" && read !== undefined && read.questions.length > 0;
  return <strong aria-live="polite">{isTold && verdictOf(compared(read.questions, answers), answers.length)}</strong>;
}

function factsOf({
  format,
  lines,
  asked,
  questionCount,
}: {
  readonly format: string;
  readonly lines: number | undefined;
  readonly asked: number;
  readonly questionCount: number;
}): string {
  const size = lines === undefined ? "" : `${counted(lines, "line")}, `;
  return `A ${format}: ${size}${counted(asked, "query", "queries")} for ${counted(questionCount, "question")}.`;
}

function Working() {
  const { phase, progress, name } = useStudio(({ traffic }) => traffic);
  const { stopTraffic } = useActions();
  if (phase !== "reading" && phase !== "asking") return null;
  const label = phase === "reading" ? `Reading ${name}` : "Asking again";
  return (
    <div className={styles.working}>
      <span>{label}</span>
      <progress
        className={styles.progress}
        max={1}
        {...(progress === undefined ? {} : { value: progress })}
        aria-label={label}
      />
      <Button onClick={stopTraffic}>Cancel</Button>
    </div>
  );
}
