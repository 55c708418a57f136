/** Questions that were asked, the newest first; choosing one brings question, reply and explanation back. */
import { RotateCcw } from "lucide-react";
import { clearHistory } from "../../lib/commands/clear-history.ts";
import { type Answer, isStale } from "../../lib/studio/answers-slice.ts";
import { rcodeInWords, writeMilliseconds } from "../../lib/studio/reply-words.ts";
import { rcodeTone, type Tone } from "../../lib/studio/verdict.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Empty } from "../ui/pane.tsx";
import styles from "./history-list.module.css";

export function HistoryList() {
  const { list, selectedId } = useStudio((state) => state.answers);
  const run = useRunCommand();
  if (list.length === 0) return <Empty>Questions that you ask are kept here.</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.view} aria-label="History" tabIndex={0}>
      <ul>
        {list.map((answer) => (
          <HistoryRow key={answer.id} answer={answer} isSelected={answer.id === selectedId} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Button look="quiet" onClick={() => run(clearHistory)}>
          Clear
        </Button>
      </div>
    </section>
  );
}

function HistoryRow({ answer, isSelected }: { readonly answer: Answer; readonly isSelected: boolean }) {
  const isOld = useStudio((state) => isStale(answer, state));
  const { recallQuestion } = useActions();
  const { question, reply } = answer;
  const { tone, word } = endOf(answer);
  const tookMs = reply?.received.tookMs;
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.row, isSelected && styles.selected)}
        aria-current={isSelected || undefined}
        onClick={() => recallQuestion(answer.id)}
      >
        <Badge tone={tone}>{word}</Badge>
        <code className={styles.name}>
          {question.name} {question.type}
        </code>
        <span className={styles.faint}>
          {question.transport.toUpperCase()}
          {question.clientAddress !== "" && ` from ${question.clientAddress}`}
          {reply?.explanation?.answeredBy !== undefined && `, by ${reply.explanation.answeredBy}`}
        </span>
        <span className={styles.right}>
          {isOld && <RotateCcw size={13} aria-label="from an earlier edit" />}
          {tookMs !== undefined && writeMilliseconds(tookMs)}
        </span>
      </button>
    </li>
  );
}

function endOf({ state, reply }: Answer): { readonly tone: Tone; readonly word: string } {
  if (state === "working") return { tone: "neutral", word: "asking" };
  if (reply === undefined) return { tone: "bad", word: "failed" };
  if (reply.received.kind === "nothing") return { tone: "bad", word: "no reply" };
  return { tone: rcodeTone(reply.received.message.rcode), word: rcodeInWords(reply.received.message) };
}
