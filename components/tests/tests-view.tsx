/** The tests of dns-tests.yaml: which there are, what came of them, and what they never come to. */
import { cancelTests, makeTestFile, runTests } from "../../lib/commands/tests.ts";
import { failureInWords } from "../../lib/studio/failure-words.ts";
import { countsInWords, runInWords, testRows } from "../../lib/studio/tests/test-words.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { useLong } from "../query-console/use-long.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField } from "../ui/field.tsx";
import { Banner, Empty } from "../ui/pane.tsx";
import { CoverageView } from "./coverage-view.tsx";
import { TestRowView } from "./test-row.tsx";
import styles from "./tests.module.css";

export function TestsView() {
  const kind = useStudio(({ tests }) => tests.list.kind);
  return (
    <section className={styles.view} aria-label="Tests">
      {kind === "no-file" && <NoFile />}
      {kind === "wrong" && <WrongFile />}
      {kind === "tests" && <Tests />}
    </section>
  );
}

function NoFile() {
  const asked = useStudio(({ answers }) => answers.list.length);
  const run = useRunCommand();
  return (
    <Empty
      action={
        <Button onClick={() => run(makeTestFile)}>
          {asked > 0 ? "Make dns-tests.yaml from what was asked" : "Make an empty dns-tests.yaml"}
        </Button>
      }
    >
      dns-tests.yaml keeps questions to this configuration, and what they must give: this folder has none yet. It is
      made for git, and the command line and CI run it too.
    </Empty>
  );
}

function WrongFile() {
  const list = useStudio(({ tests }) => tests.list);
  return (
    <>
      <p className={styles.note}>dns-tests.yaml cannot be read, so nothing can be run:</p>
      <ProblemList problems={list.kind === "wrong" ? list.problems : []} />
    </>
  );
}

function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { revealPlace } = useActions();
  return (
    <ul className={styles.problems}>
      {problems.map(({ range, message }) => (
        <li key={`${range.file} ${range.start.line} ${range.start.column} ${message}`}>
          <Button look="quiet" onClick={() => void revealPlace(range, { focus: true })}>
            {range.file}:{range.start.line}:{range.start.column}
          </Button>
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

function Tests() {
  const tests = useStudio((state) => state.tests);
  const version = useStudio(({ workspace }) => workspace.version);
  const rows = testRows(tests, version);
  const { run } = tests;
  const isOld = rows.some(({ isStale }) => isStale) && run?.state !== "working";
  const command = useRunCommand();
  return (
    <>
      <Bar />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.list} tabIndex={0} aria-label="Tests and what came of them">
        {isOld && (
          <Banner tone="warning" action={<Button onClick={() => command(runTests)}>Run again</Button>}>
            From an earlier edit.
          </Banner>
        )}
        {run?.failure !== undefined && <Banner tone="bad">{failureInWords(run.failure)}</Banner>}
        {run !== undefined && run.problems.length > 0 && (
          <>
            <p className={styles.note}>CoreDNS does not start with this configuration, so nothing was asked:</p>
            <ProblemList problems={run.problems.filter(({ severity }) => severity === "error")} />
          </>
        )}
        {rows.length === 0 && <Empty>dns-tests.yaml has no tests yet. “Add as test” on a reply makes one.</Empty>}
        <ul>
          {rows.map((row) => (
            <TestRowView key={`${row.test.line} ${row.test.title}`} row={row} />
          ))}
        </ul>
        <CoverageView />
      </section>
    </>
  );
}

function Bar() {
  const tests = useStudio((state) => state.tests);
  const { setTests } = useActions();
  const command = useRunCommand();
  const { run, isAutomatic, useRealUpstreams, showsCoverage } = tests;
  const isWorking = run?.state === "working";
  const isLong = useLong(isWorking, 1000);
  return (
    <div className={styles.bar}>
      <Button look="primary" onClick={() => command(runTests)} title="Ctrl+Shift+Enter">
        Run all
      </Button>
      {isLong && <Button onClick={() => command(cancelTests)}>Stop</Button>}
      <span className={styles.counts}>{isWorking ? runInWords(tests) : countsInWords(tests) || "Not run yet."}</span>
      {isWorking && (
        <progress
          className={styles.progress}
          max={Math.max(1, run.total)}
          value={run.done}
          aria-label="Tests that are done"
        />
      )}
      <span className={styles.options}>
        <CheckField
          label="On each edit"
          checked={isAutomatic}
          onChange={({ target }) => setTests({ isAutomatic: target.checked })}
        />
        <CheckField
          label="Use real upstreams"
          hint="Asks upstreams for which dns-tests.yaml has no fixture."
          checked={useRealUpstreams}
          onChange={({ target }) => setTests({ useRealUpstreams: target.checked })}
        />
        <CheckField
          label="Coverage in the margin"
          checked={showsCoverage}
          onChange={({ target }) => setTests({ showsCoverage: target.checked })}
        />
      </span>
    </div>
  );
}
