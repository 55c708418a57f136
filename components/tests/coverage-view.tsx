/** How much of the workspace the tests come to, and every line that they never reach. */

import type { CoverageReply } from "../../lib/api/tests.ts";
import { KIND_WORDS } from "../../lib/coverage/kinds.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./tests.module.css";

export function CoverageView() {
  const coverage = useStudio(({ tests }) => tests.coverage);
  const isOld = useStudio(({ tests, workspace }) => tests.coverageVersion !== workspace.version);
  if (coverage === undefined || coverage.total === 0) return null;
  const { percent, covered, total, kinds, uncovered } = coverage;
  return (
    <section className={styles.coverage} aria-label="Coverage">
      <h3>
        Coverage {percent}%{" "}
        <span className={styles.place}>
          {covered} of {total} lines{isOld && ", before the edit"}
        </span>
      </h3>
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind.kind}>
            {KIND_WORDS[kind.kind]} {kind.covered} of {kind.total}
          </li>
        ))}
      </ul>
      {uncovered.length > 0 && <Uncovered uncovered={uncovered} />}
    </section>
  );
}

function Uncovered({ uncovered }: Pick<CoverageReply, "uncovered">) {
  const { revealPlace } = useActions();
  const byFile = [...Map.groupBy(uncovered, ({ file }) => file)];
  return (
    <details>
      <summary>Never reached: {uncovered.length}</summary>
      {byFile.map(([file, lines]) => (
        <section key={file} aria-label={`Never reached in ${file}`}>
          <h4 className={styles.file}>{file}</h4>
          <ul className={styles.lines}>
            {lines.map(({ kind, line, words }) => {
              const start = { offset: 0, line, column: 1 };
              return (
                <li key={`${kind} ${line}`}>
                  <Button look="quiet" onClick={() => void revealPlace({ file, start, end: start }, { focus: true })}>
                    line {line}
                  </Button>
                  <span className={styles.place}>{kind}</span> <code>{words}</code>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </details>
  );
}
