/** The reply: its code and header in words, and each section as a table of records. */
import { Copy } from "lucide-react";
import { useState } from "react";
import type { AskReply, Received } from "../../lib/api/ask.ts";
import type { Failure } from "../../lib/api/failure.ts";
import { ask } from "../../lib/commands/ask.ts";
import { copyReply } from "../../lib/commands/copy-reply.ts";
import { addAsTest } from "../../lib/commands/tests.ts";
import { type Answer, isStale, selectedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { FLAG_WORDS, failureSentence, rcodeInWords, writeMilliseconds } from "../../lib/studio/answers/reply-words.ts";
import { rcodeTone } from "../../lib/studio/answers/verdict.ts";
import { openExample } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { DomainName } from "../ui/domain-name.tsx";
import { later } from "../ui/later.tsx";
import { Banner, Empty } from "../ui/pane.tsx";
import { RecordsTable } from "./records-table.tsx";
import styles from "./reply-pane.module.css";
import { RunsView } from "./runs-view.tsx";
import { ServedReply } from "./served-reply.tsx";
import { StoryView } from "./story-view.tsx";
import { useLong } from "./use-long.ts";
import { useSettled } from "./use-settled.ts";

const BesideBuiltIn = later(async () => (await import("./beside-built-in.tsx")).BesideBuiltIn);

export function ReplyPane({ hasHeading = false }: { readonly hasHeading?: boolean }) {
  const answer = useStudio(({ answers }) => selectedAnswer(answers));
  const hasStory = useStudio(({ workspace }) => openExample(workspace) !== undefined);
  return (
    <section className={styles.pane} aria-label="Reply" data-pane="reply" tabIndex={-1}>
      {hasHeading && <h2 className={styles.heading}>Reply</h2>}
      {answer !== undefined ? <AnswerView answer={answer} /> : hasStory ? <StoryView /> : <NothingAsked />}
    </section>
  );
}

/** A name that has been served for so long is written to its end. */
const TYPED_MS = 2000;

function NothingAsked() {
  const listeners = useStudio(({ engine }) => engine.info?.listeners);
  const { editQuestion } = useActions();
  const run = useRunCommand();
  const zone = listeners
    ?.filter(({ kind }) => kind === "dns")
    .flatMap(({ serves }) => serves)
    .find((served) => served !== ".");
  // A zone that is being typed is served letter by letter.
  const name = useSettled(zone === undefined ? undefined : zone.replace(/\.$/, ""), TYPED_MS);
  return (
    <Empty
      action={
        name && (
          <Button
            onClick={() => {
              editQuestion({ name, type: "SOA" });
              run(ask);
            }}
          >
            Try {name} SOA
          </Button>
        )
      }
    >
      Ask a question to see the reply, and which plugin gave it.
    </Empty>
  );
}

function AnswerView({ answer }: { readonly answer: Answer }) {
  const isOld = useStudio((state) => isStale(answer, state));
  const run = useRunCommand();
  const isSlow = useLong(answer.state === "working", 150);
  const { repeated } = answer;
  if (answer.state === "working") {
    if (repeated !== undefined) return <RunsView answer={answer} repeated={repeated} />;
    return isSlow ? <Skeleton isStarting={answer.engine === "coredns"} /> : null;
  }
  if (answer.observed !== undefined) return <ServedReply answer={answer} observed={answer.observed} />;
  if (answer.reply === undefined) return <NotAsked failure={answer.failure} />;
  return (
    <>
      {isOld && (
        <Banner tone="warning" action={<Button onClick={() => run(ask)}>Repeat</Button>}>
          From an earlier edit.
        </Banner>
      )}
      {repeated !== undefined && <RunsView answer={answer} repeated={repeated} />}
      {answer.beside !== undefined && <BesideBuiltIn reply={answer.reply} beside={answer.beside} />}
      <ReplyView reply={answer.reply} isWhatIf={answer.whatIf !== undefined} />
    </>
  );
}

/** What was wrong with the question, and the one that was probably meant. */
function NotAsked({ failure }: { readonly failure: Failure | undefined }) {
  const { editQuestion } = useActions();
  const run = useRunCommand();
  const meant = failure?.meant;
  const askMeant = (): void => {
    if (meant !== undefined)
      editQuestion({ name: meant.name, ...(meant.type === undefined ? {} : { type: meant.type }) });
    run(ask);
  };
  return (
    <Empty
      action={
        <Button onClick={askMeant}>
          {meant === undefined ? "Repeat" : `Ask ${meant.name}${meant.type === undefined ? "" : ` ${meant.type}`}`}
        </Button>
      }
    >
      {failure !== undefined && failureSentence(failure)}
    </Empty>
  );
}

function Skeleton({ isStarting }: { readonly isStarting: boolean }) {
  const program = useStudio(({ engine }) => engine.program);
  const release = program?.kind === "binary" ? ` ${program.release}` : "";
  return (
    <div className={styles.skeleton} aria-busy="true">
      {isStarting && <p>Starting CoreDNS{release} …</p>}
      <span />
      <span />
      <span />
      <p className="visually-hidden">Waiting for the reply</p>
    </div>
  );
}

interface ReplyViewProps {
  readonly reply: AskReply;
  /** True when it is what would be if something were different. */
  readonly isWhatIf: boolean;
}

function ReplyView({ reply, isWhatIf }: ReplyViewProps) {
  const { received, asked } = reply;
  return (
    <div className={styles.reply}>
      <p className={styles.question}>
        <code>
          <DomainName name={asked.name} /> {asked.class} {asked.type}
        </code>
        {asked.typed !== undefined && <span>typed as {asked.typed}</span>}
        <span>at {reply.listener.label}</span>
      </p>
      {received.kind === "nothing" ? (
        <NoReply received={received} />
      ) : (
        <Message reply={reply} received={received} isWhatIf={isWhatIf} />
      )}
    </div>
  );
}

function NoReply({ received }: { readonly received: Extract<Received, { kind: "nothing" }> }) {
  return (
    <div className={styles.verdict}>
      <Badge tone="bad">no reply</Badge>
      <span>{received.text}</span>
      <span className={styles.faint}>{writeMilliseconds(received.tookMs)}</span>
      <span className={styles.tools}>
        <AddAsTest />
      </span>
    </div>
  );
}

interface MessageProps extends ReplyViewProps {
  readonly received: Extract<Received, { kind: "reply" }>;
}

function Message({ reply, received, isWhatIf }: MessageProps) {
  const [isDig, setDig] = useState(false);
  const run = useRunCommand();
  const { message } = received;
  return (
    <>
      <div className={styles.verdict}>
        <Badge tone={rcodeTone(message.rcode)}>{rcodeInWords(message)}</Badge>
        {(reply.explanation?.counterfactual !== undefined || isWhatIf) && <Badge tone="warning">what if</Badge>}
        {reply.explanation?.answeredBy !== undefined && (
          <span>
            answered by <strong>{reply.explanation.answeredBy}</strong>
          </span>
        )}
        <span className={styles.faint}>
          {received.sizeBytes} bytes over {received.transport.toUpperCase()} in {writeMilliseconds(received.tookMs)}
        </span>
        <span className={styles.tools}>
          <Button look="quiet" aria-pressed={isDig} onClick={() => setDig(!isDig)}>
            {isDig ? "Table" : "As dig"}
          </Button>
          <AddAsTest />
          <IconButton label={copyReply.label} onClick={() => run(copyReply)}>
            <Copy size={15} aria-hidden />
          </IconButton>
        </span>
      </div>
      {isDig ? <pre className={styles.dig}>{received.text}</pre> : <Sections reply={reply} received={received} />}
    </>
  );
}

function AddAsTest() {
  const isPossible = useStudio((state) => addAsTest.when?.(state) !== false);
  const run = useRunCommand();
  return isPossible ? (
    <Button look="quiet" onClick={() => run(addAsTest)}>
      {addAsTest.label}
    </Button>
  ) : null;
}

function Sections({ reply, received }: Omit<MessageProps, "isWhatIf">) {
  const { message } = received;
  const flags = message.flags.filter((flag) => flag !== "qr");
  return (
    <>
      <p className={styles.flags}>
        {flags.map((flag) => (
          <span key={flag}>
            <abbr title={FLAG_WORDS[flag]}>{flag}</abbr> {FLAG_WORDS[flag]}
          </span>
        ))}
        {message.edns !== undefined && (
          <span>
            EDNS {message.edns.size} bytes{message.edns.dnssecOk ? ", DO" : ""}
          </span>
        )}
        <span>{stampOf(reply.engine)}</span>
      </p>
      <RecordsTable title="Answer" records={message.answer} />
      {message.authority.length > 0 && <RecordsTable title="Authority" records={message.authority} />}
      {message.additional.length > 0 && <RecordsTable title="Additional" records={message.additional} />}
      {message.edns !== undefined && message.edns.options.length > 0 && (
        <ul className={styles.options}>
          {message.edns.options.map(({ code, name, text }) => (
            <li key={code}>
              {name}: <code>{text}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Whether a result was simulated or observed; what-if and what-was are never mixed. */
function stampOf({ engine, release }: AskReply["engine"]): string {
  return engine === "coredns" ? `Observed (coredns ${release})` : "Simulated (built-in)";
}
