/** The rarer parts of a question: EDNS, listener, class, header flags. */

import { LISTENER_OF } from "../../lib/api/ask-transport.ts";
import { TIMES } from "../../lib/studio/answers/question-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { CheckField, SelectField } from "../ui/field.tsx";
import styles from "./query-bar.module.css";

const EDNS_SIZES = [512, 1232, 1452, 4096] as const;

export function MoreOptions() {
  const question = useStudio((state) => state.question);
  const listeners = useStudio(({ engine }) => engine.info?.listeners);
  const { editQuestion } = useActions();
  const wanted = LISTENER_OF[question.transport];
  const labels = [...new Set((listeners ?? []).filter(({ kind }) => kind === wanted).map(({ label }) => label))];
  return (
    <>
      <SelectField
        label="EDNS size"
        value={question.ednsSize ?? "none"}
        onChange={({ target }) => {
          const size = target.value === "none" ? undefined : Number(target.value);
          editQuestion({ ednsSize: size, ...(size === undefined ? { dnssecOk: false } : {}) });
        }}
      >
        <option value="none">none</option>
        {EDNS_SIZES.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </SelectField>
      <CheckField
        label="DO, DNSSEC OK: also return signatures"
        checked={question.dnssecOk}
        onChange={({ target }) => editQuestion({ dnssecOk: target.checked })}
      />
      <SelectField
        label="Listener"
        value={question.listener}
        onChange={({ target }) => editQuestion({ listener: target.value })}
      >
        <option value="">first in the Corefile</option>
        {labels.map((label) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
        {question.listener !== "" && !labels.includes(question.listener) && (
          <option value={question.listener}>{question.listener} (gone)</option>
        )}
      </SelectField>
      <SelectField
        label="Class"
        value={question.class}
        onChange={({ target }) => editQuestion({ class: target.value })}
      >
        <option value="IN">IN</option>
        <option value="CH">CH</option>
        <option value="HS">HS</option>
        <option value="ANY">ANY</option>
      </SelectField>
      <fieldset className={styles.flags}>
        <legend>Header</legend>
        <CheckField
          label="RD, recursion desired"
          checked={question.recursionDesired}
          onChange={({ target }) => editQuestion({ recursionDesired: target.checked })}
        />
        <CheckField
          label="AD, authentic data"
          checked={question.authenticData}
          onChange={({ target }) => editQuestion({ authenticData: target.checked })}
        />
        <CheckField
          label="CD, checking disabled"
          checked={question.checkingDisabled}
          onChange={({ target }) => editQuestion({ checkingDisabled: target.checked })}
        />
      </fieldset>
      <CheckField
        label="Ask again over TCP when truncated"
        checked={question.retryOverTcp}
        onChange={({ target }) => editQuestion({ retryOverTcp: target.checked })}
      />
      <SelectField
        label="How often"
        value={question.times}
        onChange={({ target }) => editQuestion({ times: Number(target.value) })}
      >
        {TIMES.map((times) => (
          <option key={times} value={times}>
            {times === 1 ? "once" : `${times} times, to see what chance does`}
          </option>
        ))}
      </SelectField>
    </>
  );
}
