/** Questions that were asked, the newest first: brought back, compared two by two, asked again as a set. */
import { Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { clearHistory } from "../../lib/commands/clear-history.ts";
import { endInWords, endTone } from "../../lib/studio/answers/answer-words.ts";
import { type Answer, explanationOf, isStale } from "../../lib/studio/answers/answers-slice.ts";
import { answerRecords, configurationOf } from "../../lib/studio/answers/compare-answers.ts";
import { writeMilliseconds } from "../../lib/studio/answers/reply-words.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Empty } from "../ui/pane.tsx";
import { AnswerComparison } from "./answer-comparison.tsx";
import styles from "./history-list.module.css";
import rows from "./query-rows.module.css";

export function HistoryList() {
  const { list, selectedId } = useStudio((state) => state.answers);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isComparing, setComparing] = useState(false);
  const { askAgain } = useActions();
  const run = useRunCommand();
  if (list.length === 0) return <Empty>The questions you ask are kept here.</Empty>;
  const picked = list.filter(({ id }) => chosen.has(id));
  const [newer, older] = picked;
  if (isComparing && picked.length === 2 && newer !== undefined && older !== undefined)
    return <AnswerComparison left={older} right={newer} onBack={() => setComparing(false)} />;
  const choose = (id: string, isChosen: boolean): void =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.view} aria-label="History" tabIndex={0}>
      <ul>
        {list.map((answer) => (
          <HistoryRow
            key={answer.id}
            answer={answer}
            isSelected={answer.id === selectedId}
            isChosen={chosen.has(answer.id)}
            onChoose={(isChosen) => choose(answer.id, isChosen)}
          />
        ))}
      </ul>
      <div className={styles.foot}>
        <Button
          disabled={picked.length !== 2}
          title="Select two questions to compare their answers"
          onClick={() => setComparing(true)}
        >
          Compare
        </Button>
        <Button onClick={() => void askAgain((picked.length > 0 ? picked : list).map(({ id }) => id))}>
          {picked.length > 0 ? `Ask ${picked.length} again` : "Ask all again"}
        </Button>
        <Button look="quiet" onClick={() => run(clearHistory)}>
          Clear
        </Button>
      </div>
    </section>
  );
}

interface HistoryRowProps {
  readonly answer: Answer;
  readonly isSelected: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function HistoryRow({ answer, isSelected, isChosen, onChoose }: HistoryRowProps) {
  const isOld = useStudio((state) => isStale(answer, state));
  const isPinned = useStudio(({ answers }) => answers.pinnedId === answer.id);
  const { recallQuestion, pin } = useActions();
  const { question, reply, askedAtMs } = answer;
  const time = new Date(askedAtMs).toLocaleTimeString([], { timeStyle: "medium" });
  const tookMs = reply?.received.tookMs;
  return (
    <li className={classNames(rows.item, isSelected && rows.selected)}>
      <input
        type="checkbox"
        className={styles.choose}
        aria-label={`Choose ${question.name} ${question.type} of ${time}`}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <button
        type="button"
        className={rows.row}
        aria-current={isSelected || undefined}
        onClick={() => recallQuestion(answer.id)}
      >
        <time className={rows.faint}>{time}</time>
        <Badge tone={endTone(answer)}>{endInWords(answer)}</Badge>
        <code className={rows.name}>
          {question.name} {question.type}
        </code>
        <span className={rows.faint}>{detailsOf(answer)}</span>
        <span className={rows.right}>
          {isOld && <span className={rows.faint}>earlier edit</span>}
          {answer.repeated !== undefined && `×${answer.repeated.distribution.runs} `}
          {tookMs !== undefined && writeMilliseconds(tookMs)}
        </span>
      </button>
      {explanationOf(answer) !== undefined && (
        <IconButton
          label={`${isPinned ? "Unpin" : "Pin"} the answer of ${time}`}
          aria-pressed={isPinned}
          onClick={() => pin(isPinned ? undefined : answer.id)}
        >
          {isPinned ? <PinOff size={15} aria-hidden /> : <Pin size={15} aria-hidden />}
        </IconButton>
      )}
    </li>
  );
}

/** The first record, who answered, over what, from where, and by which configuration. */
function detailsOf(answer: Answer): string {
  const { question, observed } = answer;
  const [first, ...others] = answerRecords(answer);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const by = explanationOf(answer)?.answeredBy;
  const configuration = configurationOf(answer);
  const parts = [
    first !== undefined && `${first.split(" ").slice(2).join(" ")}${more}`,
    by !== undefined && `by ${by}`,
    question.transport.toUpperCase(),
    question.clientAddress !== "" && `from ${question.clientAddress}`,
    observed !== undefined && `from ${observed.query.client}`,
    configuration !== undefined && `configuration ${configuration}`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}
