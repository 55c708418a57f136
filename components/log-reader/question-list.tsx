/** What was asked, with the codes of then and now: what differs comes first. */
import { useMemo } from "react";
import { rcodeTone } from "../../lib/studio/answers/verdict.ts";
import { type ComparedQuestion, compared } from "../../lib/studio/traffic/compared.ts";
import { codeText } from "../../lib/traffic/answer-again.ts";
import type { CountedQuestion } from "../../lib/traffic/question-table.ts";
import rows from "../query-console/query-rows.module.css";
import { useActions, useStudio, useStudioPage } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import styles from "./log-reader.module.css";

const MOST_ROWS = 200;

export function QuestionList({ onAskAgain }: { readonly onAskAgain: () => void }) {
  const { read, answers, answeredBy, phase } = useStudio(({ traffic }) => traffic);
  const identity = useStudio(({ engine }) => engine.info?.configuration?.identity);
  const questions = read?.questions;
  const sorted = useMemo(() => compared(questions ?? [], answers), [questions, answers]);
  if (sorted.length === 0) return <p className={styles.hint}>No queries.</p>;
  const isStale = answers.length > 0 && answeredBy !== identity;
  return (
    <>
      <h4 className={styles.heading}>What was asked, asked again</h4>
      {isStale && phase === "done" && (
        <Banner tone="warning" action={<Button onClick={onAskAgain}>Ask again</Button>}>
          These answers are from an earlier edit.
        </Banner>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className={styles.questions} tabIndex={0} aria-label="Questions of the log">
        {sorted.slice(0, MOST_ROWS).map((row) => (
          <QuestionRow key={keyOf(row.question)} row={row} />
        ))}
      </ul>
      {sorted.length > MOST_ROWS && <p className={styles.hint}>and {sorted.length - MOST_ROWS} more</p>}
    </>
  );
}

const keyOf = ({ name, type, class: qclass, from, via, do: dnssecOk }: CountedQuestion): string =>
  [name, type, qclass, from, via, dnssecOk].join(" ");

function QuestionRow({ row: { question, now, state } }: { readonly row: ComparedQuestion }) {
  const { editQuestion, announce, showPhoneTab } = useActions();
  const page = useStudioPage();
  const { name, type, class: qclass = "IN", from = "", via = "udp", do: dnssecOk = false, count, codes } = question;
  const isChanged = state === "fails" || state === "differs";
  const putIntoBar = (): void => {
    editQuestion({ name, type, class: qclass, transport: via, clientAddress: from, dnssecOk });
    showPhoneTab("ask");
    page.focusPane("question");
    announce(`${name} ${type} is in the query bar.`);
  };
  return (
    <li className={rows.item} data-changed={isChanged || undefined}>
      <button type="button" className={rows.row} onClick={putIntoBar}>
        <code className={rows.name}>
          {name} {type}
        </code>
        <span className={rows.faint}>
          {[qclass === "IN" ? "" : qclass, from === "" ? "" : `from ${from}`, via === "tcp" ? "over TCP" : ""]
            .filter((part) => part !== "")
            .join(" ")}
        </span>
        <span className={rows.right}>
          {codes.length > 0 && <Code code={codes[0]?.code ?? ""} />}
          {now !== undefined && (
            <>
              <span>{isChanged ? "now" : state === "same" ? "again" : ""}</span>
              {now.code === undefined ? <span>{now.error}</span> : <Code code={now.code} />}
            </>
          )}
          <span>{count.toLocaleString("en")} ×</span>
        </span>
      </button>
    </li>
  );
}

function Code({ code }: { readonly code: string }) {
  return <Badge tone={rcodeTone(code)}>{codeText(code)}</Badge>;
}
