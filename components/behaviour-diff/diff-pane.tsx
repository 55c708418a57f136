/** Which answers change between an earlier version and the text as it is now, and which line is the cause. */
import { useEffect, useState } from "react";
import { remarks, number as withCommas } from "../../lib/behaviour-diff/words.ts";
import { cancelComparison, compareAnswers } from "../../lib/commands/behaviour-diff.ts";
import { comparisonInWords, isComparisonOld } from "../../lib/studio/behaviour-diff-slice.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner, Empty, Pane } from "../ui/pane.tsx";
import { ChangesList } from "./changes-list.tsx";
import styles from "./diff-pane.module.css";
import { SidesForm } from "./sides-form.tsx";

/** A comparison that is over at once needs no way out. */
const CANCEL_AFTER_MS = 1000;

export function DiffPane() {
  return (
    <Pane title="Diff" pane="diff" hasQuietHeading>
      <div className={styles.view}>
        <SidesForm />
        <Result />
      </div>
    </Pane>
  );
}

function Result() {
  const comparison = useStudio(({ behaviourDiff }) => behaviourDiff.run);
  const isOld = useStudio(isComparisonOld);
  const run = useRunCommand();
  if (comparison === undefined) {
    return (
      <Empty action={<Button onClick={() => run(compareAnswers)}>Compare</Button>}>
        Compare to see which answers change, and which line is the cause.
      </Empty>
    );
  }
  const { state, failure, reply } = comparison;
  if (state === "working") return <Working />;
  if (failure !== undefined) {
    return (
      <Banner tone="bad">
        {failure.error}. {failure.help}
      </Banner>
    );
  }
  if (reply === undefined) return null;
  return (
    <>
      {isOld && (
        <Banner tone="warning" action={<Button onClick={() => run(compareAnswers)}>Compare again</Button>}>
          From an earlier edit.
        </Banner>
      )}
      {reply.kind === "unstarted" ? (
        <Unstarted problems={reply.problems} sentence={comparisonInWords(reply)} />
      ) : (
        <>
          <p className={styles.verdict} data-changes={reply.compared.changes.length > 0}>
            {comparisonInWords(reply)}
          </p>
          {remarks(reply.compared).map((remark) => (
            <p key={remark} className={styles.hint}>
              {remark}
            </p>
          ))}
          <ChangesList compared={reply.compared} />
        </>
      )}
    </>
  );
}

function Working() {
  const progress = useStudio(({ behaviourDiff }) => behaviourDiff.run?.progress);
  const run = useRunCommand();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), CANCEL_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const { asked = 0, total, changed = 0 } = progress ?? {};
  const of = total === undefined ? "" : ` of ${withCommas(total)}`;
  return (
    <div className={styles.working}>
      <p>
        {progress === undefined
          ? "Starting both…"
          : `${withCommas(asked)}${of} questions, ${withCommas(changed)} changed`}
      </p>
      {total !== undefined && (
        <progress aria-label="Questions asked" className={styles.progress} max={total} value={asked} />
      )}
      {isLong && <Button onClick={() => run(cancelComparison)}>Cancel</Button>}
    </div>
  );
}

interface UnstartedProps {
  readonly sentence: string;
  readonly problems: readonly { readonly message: string; readonly range: Parameters<RevealPlace>[0] }[];
}

type RevealPlace = ReturnType<typeof useActions>["revealPlace"];

function Unstarted({ sentence, problems }: UnstartedProps) {
  const { revealPlace } = useActions();
  return (
    <>
      <Banner tone="bad">{sentence}</Banner>
      <ul className={styles.problems}>
        {problems.map(({ message, range }) => (
          <li key={`${message} ${range.start.offset}`}>
            <button type="button" className={styles.place} onClick={() => void revealPlace(range, { focus: true })}>
              {range.file}:{range.start.line}
            </button>{" "}
            {message}
          </li>
        ))}
      </ul>
    </>
  );
}
