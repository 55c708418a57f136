/** A query that somebody else asked: what is known of its reply, whose records only they have. */
import { ask } from "../../lib/commands/ask.ts";
import { endTone } from "../../lib/studio/answers/answer-words.ts";
import type { Answer, Observed } from "../../lib/studio/answers/answers-slice.ts";
import { rcodeOfServed, servedInWords } from "../../lib/studio/answers/query-log.ts";
import { useActions, useRunCommand } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./reply-pane.module.css";

export function ServedReply({
  answer,
  observed: { query, test },
}: {
  readonly answer: Answer;
  readonly observed: Observed;
}) {
  const { recallQuestion } = useActions();
  const run = useRunCommand();
  return (
    <div className={styles.reply}>
      <p className={styles.question}>
        <code>
          {query.name} {query.class} {query.type}
        </code>
        <span>at {query.listener}</span>
      </p>
      <div className={styles.verdict}>
        <Badge tone={endTone(answer)}>{rcodeOfServed(query)}</Badge>
        <span>{servedInWords(query)}.</span>
      </div>
      <p className={styles.flags}>
        <span>{test === undefined ? `Its records went to ${query.client}.` : `Asked by the test “${test}”.`}</span>
        <Button
          onClick={() => {
            recallQuestion(answer.id);
            run(ask);
          }}
        >
          Ask it here
        </Button>
      </p>
    </div>
  );
}
