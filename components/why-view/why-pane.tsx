/** Why the reply is as it is: one sentence first, then block, steps down and up, and what was never reached. */
import { Braces, Copy, FileText, Pin, PinOff } from "lucide-react";
import { ask } from "../../lib/commands/ask.ts";
import { askOften } from "../../lib/commands/ask-times.ts";
import { copyWhy, copyWhyAsJson, copyWhyAsMarkdown } from "../../lib/commands/copy-why.ts";
import { closeComparison, compareWhy, pinWhy, unpinWhy } from "../../lib/commands/pin-why.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { whatIf } from "../../lib/explanation/explanation-text.ts";
import { traceOf } from "../../lib/explanation/trace.ts";
import {
  type Answer,
  explanationOf,
  isStale,
  pinnedBeside,
  selectedAnswer,
} from "../../lib/studio/answers/answers-slice.ts";
import { whyNoExplanation } from "../../lib/studio/answers/no-explanation.ts";
import { writeMicroseconds } from "../../lib/studio/answers/reply-words.ts";
import { VERDICT_LOOKS } from "../../lib/studio/answers/verdict.ts";
import { openExample } from "../../lib/studio/files/workspace-slice.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { AnswerComparison } from "../query-console/answer-comparison.tsx";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Banner, Empty, Pane } from "../ui/pane.tsx";
import tones from "../ui/tone.module.css";
import { Welcome } from "../welcome/welcome.tsx";
import { DispatchList } from "./dispatch-list.tsx";
import { NotReachedList } from "./not-reached-list.tsx";
import { ServerNotes } from "./server-notes.tsx";
import { StepList } from "./step-list.tsx";
import { OtherClient } from "./what-ifs.tsx";
import styles from "./why-pane.module.css";

export function WhyPane() {
  const answer = useStudio(({ answers }) => selectedAnswer(answers));
  const isPinned = useStudio(({ answers }) => answer !== undefined && answers.pinnedId === answer.id);
  const pinned = useStudio(({ answers }) => pinnedBeside(answers));
  const isComparing = useStudio(({ answers }) => answers.isComparing);
  const run = useRunCommand();
  const explanation = answer && explanationOf(answer);
  return (
    <Pane
      title="Why"
      pane="why"
      note={explanation && `${explanation.question.name} ${explanation.question.type}${toldBy(answer)}`}
      tools={
        explanation && (
          <>
            <IconButton label={copyWhy.label} onClick={() => run(copyWhy)}>
              <Copy size={15} aria-hidden />
            </IconButton>
            <IconButton label={copyWhyAsMarkdown.label} onClick={() => run(copyWhyAsMarkdown)}>
              <FileText size={15} aria-hidden />
            </IconButton>
            <IconButton label={copyWhyAsJson.label} onClick={() => run(copyWhyAsJson)}>
              <Braces size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={isPinned ? unpinWhy.label : pinWhy.label}
              onClick={() => run(isPinned ? unpinWhy : pinWhy)}
            >
              {isPinned ? <PinOff size={15} aria-hidden /> : <Pin size={15} aria-hidden />}
            </IconButton>
          </>
        )
      }
    >
      {answer !== undefined && pinned !== undefined && !isComparing && <PinnedBanner pinned={pinned} />}
      {answer !== undefined && pinned !== undefined && isComparing ? (
        <Comparison one={pinned} other={answer} />
      ) : (
        <Explained answer={answer} explanation={explanation} />
      )}
    </Pane>
  );
}

/** Who explains it, when that is not our engine. */
function toldBy(answer: Answer | undefined): string {
  const engine = answer?.reply?.engine;
  return engine?.engine === "coredns" ? `, told by coredns ${engine.release}` : "";
}

/** What is pinned, while another answer is in front. */
function PinnedBanner({ pinned: { question, askedAtMs } }: { readonly pinned: Answer }) {
  const run = useRunCommand();
  const time = new Date(askedAtMs).toLocaleTimeString([], { timeStyle: "medium" });
  return (
    <Banner
      tone="neutral"
      action={
        <span className={styles.actions}>
          <Button onClick={() => run(compareWhy)}>Compare</Button>
          <Button look="quiet" onClick={() => run(unpinWhy)}>
            Unpin
          </Button>
        </span>
      }
    >
      Pinned: {question.name} {question.type} of {time}.
    </Banner>
  );
}

/** Both answers, the older one on the left. */
function Comparison({ one, other }: { readonly one: Answer; readonly other: Answer }) {
  const run = useRunCommand();
  const [left, right] = one.askedAtMs <= other.askedAtMs ? [one, other] : [other, one];
  return <AnswerComparison left={left} right={right} onBack={() => run(closeComparison)} backTo="the explanation" />;
}

interface ExplainedProps {
  readonly answer: Answer | undefined;
  readonly explanation: Explanation | undefined;
}

function Explained({ answer, explanation }: ExplainedProps) {
  const isOld = useStudio((state) => answer !== undefined && isStale(answer, state));
  const run = useRunCommand();
  return (
    <>
      {explanation !== undefined && isOld && (
        <Banner tone="warning" action={<Button onClick={() => run(ask)}>Repeat</Button>}>
          From an earlier edit.
        </Banner>
      )}
      {answer?.whatIf !== undefined && (
        <Banner tone="warning" action={<Button onClick={() => run(ask)}>Ask without changes</Button>}>
          Counterfactual: what would be {answer.whatIf.words}. Nothing was changed
          {answer.whatIf.isOtherText && "; lines are those of the text with the change in it"}.
        </Banner>
      )}
      {explanation === undefined ? (
        <NoExplanation answer={answer} />
      ) : (
        <>
          {explanation.counterfactual !== undefined && (
            <Banner tone="warning" action={<Button onClick={() => run(ask)}>Ask without changes</Button>}>
              {whatIf(explanation.counterfactual)}
            </Banner>
          )}
          <ExplanationView explanation={explanation} />
        </>
      )}
    </>
  );
}

function NoExplanation({ answer }: { readonly answer: Answer | undefined }) {
  const run = useRunCommand();
  const isNew = useStudio(({ layout, workspace }) => layout.hasWelcome && openExample(workspace) === undefined);
  if (answer?.state === "working") return null;
  if (answer !== undefined) return <Empty>{whyNoExplanation(answer)}</Empty>;
  if (isNew) return <Welcome />;
  return (
    <Empty action={<Button onClick={() => run(ask)}>Write a question</Button>}>
      Ask a question to see which plugin answers, and every step on the way there.
    </Empty>
  );
}

function ExplanationView({ explanation }: { readonly explanation: Explanation }) {
  const trace = traceOf(explanation);
  const { server = [] } = explanation;
  return (
    <div className={styles.view}>
      <VerdictLine explanation={explanation} />
      {(explanation.dispatch.length > 0 || server.length === 0) && (
        <>
          <h3 className={styles.heading}>Server block</h3>
          <DispatchList entries={explanation.dispatch} />
          <OtherView explanation={explanation} />
        </>
      )}
      <ServerNotes notes={server} />
      {trace.down.length > 0 && (
        <>
          <h3 className={styles.heading}>Down the chain</h3>
          <StepList label="Down the chain" rows={trace.down} decider={trace.decider?.index} direction="down" />
        </>
      )}
      {trace.up.length > 0 && (
        <>
          <h3 className={styles.heading}>On the way back</h3>
          <StepList label="On the way back" rows={trace.up} decider={undefined} direction="up" />
        </>
      )}
      <NotReachedList entries={explanation.notReached} />
    </div>
  );
}

/** Where views decide, another client may be somebody else's. */
function OtherView({ explanation: { dispatch } }: { readonly explanation: Explanation }) {
  const answer = useStudio(({ answers }) => selectedAnswer(answers));
  const hasViews = dispatch.some(({ view = "", match }) => view !== "" && match !== "no match");
  if (!hasViews || answer === undefined || answer.whatIf !== undefined) return null;
  return (
    <div className={styles.other}>
      <OtherClient id={`${answer.id} view`} />
    </div>
  );
}

function VerdictLine({ explanation }: { readonly explanation: Explanation }) {
  const { revealPlace, selectStep } = useActions();
  const { decider } = traceOf(explanation);
  const { answeredBy, client, listener, tookMicros, reply, unfinished } = explanation;
  const look = decider === undefined ? undefined : VERDICT_LOOKS[decider.step.verdict];
  const at = explanation.decidedAt ?? decider?.step.rule ?? decider?.step.at;
  return (
    <div className={classNames(styles.verdict, tones[look?.tone ?? (reply.rcode === "NOERROR" ? "neutral" : "bad")])}>
      <p className={styles.sentence}>{explanation.inWords}</p>
      <p className={styles.facts}>
        <span>
          {reply.sent ? reply.rcode : unfinished === true ? "no reply so far" : "nothing sent"}
          {answeredBy !== undefined && ` by ${answeredBy}`}
        </span>
        {at !== undefined && (
          <button
            type="button"
            className={styles.place}
            onClick={() => {
              selectStep(decider?.index);
              void revealPlace(at, { focus: true });
            }}
          >
            {writePlace(at)}
          </button>
        )}
        <span>
          from {client.address} over {client.transport} at {listener}
        </span>
        <span>{writeMicroseconds(tookMicros)}</span>
        {decider?.step.upstream !== undefined && <AskOften />}
      </p>
    </div>
  );
}

/** Where an upstream decided, another time another one may. */
function AskOften() {
  const run = useRunCommand();
  return (
    <Button look="quiet" className={styles.often} title={askOften.label} onClick={() => run(askOften)}>
      Ask 25 times
    </Button>
  );
}
