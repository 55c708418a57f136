/** The question: name, type, transport and the rest; Enter or Ctrl+Enter asks. */
import { SlidersHorizontal } from "lucide-react";
import { Popover } from "radix-ui";
import type { FormEvent } from "react";
import { ask } from "../../lib/commands/ask.ts";
import { cancelAsk } from "../../lib/commands/cancel-ask.ts";
import { firstKey } from "../../lib/commands/key.ts";
import type { QuestionState } from "../../lib/studio/question-slice.ts";
import { suggestedNames } from "../../lib/studio/suggested-names.ts";
import { isMac } from "../studio/platform.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { CheckField, SelectField, TextField } from "../ui/field.tsx";
import { MoreOptions } from "./more-options.tsx";
import styles from "./query-bar.module.css";
import { TypeField } from "./type-field.tsx";
import { useLong } from "./use-long.ts";

const EDNS_SIZES = [512, 1232, 1452, 4096] as const;

export function QueryBar() {
  const question = useStudio((state) => state.question);
  const newest = useStudio(({ answers }) => answers.list[0]);
  const { editQuestion } = useActions();
  const run = useRunCommand();
  const isWorking = newest?.state === "working";
  const canCancel = useLong(isWorking, 1000);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(ask);
  };
  return (
    <form className={styles.bar} aria-label="Question" data-pane="question" onSubmit={submit}>
      <NameField name={question.name} onChange={(name) => editQuestion({ name })} />
      <TypeField value={question.type} onChange={(type) => editQuestion({ type })} />
      <SelectField
        label="Transport"
        className={styles.transport}
        value={question.transport}
        onChange={({ target }) => editQuestion({ transport: target.value === "tcp" ? "tcp" : "udp" })}
      >
        <option value="udp">UDP</option>
        <option value="tcp">TCP</option>
      </SelectField>
      <EdnsField question={question} onChange={editQuestion} />
      <TextField
        label="Client address"
        className={styles.client}
        isMono
        placeholder="this machine"
        value={question.clientAddress}
        onChange={({ target }) => editQuestion({ clientAddress: target.value.trim() })}
      />
      <CheckField
        label="DO"
        hint="DNSSEC OK: ask for signatures"
        className={styles.check}
        checked={question.dnssecOk}
        onChange={({ target }) => editQuestion({ dnssecOk: target.checked })}
      />
      <Popover.Root>
        <Popover.Trigger asChild>
          <IconButton label="More options" className={styles.more}>
            <SlidersHorizontal size={16} aria-hidden />
          </IconButton>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className={styles.popover} align="end" sideOffset={6} aria-label="More options">
            <MoreOptions />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {canCancel ? (
        <Button className={styles.ask} onClick={() => run(cancelAsk)}>
          Stop
        </Button>
      ) : (
        <Button look="primary" type="submit" className={styles.ask} title={firstKey(ask, isMac())}>
          Ask
        </Button>
      )}
    </form>
  );
}

function NameField({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  const answers = useStudio((state) => state.answers.list);
  const info = useStudio((state) => state.engine.info);
  const names = suggestedNames(answers, info);
  return (
    <>
      <TextField
        label="Name"
        className={styles.name}
        isMono
        list="names"
        placeholder="www.example.org"
        inputMode="url"
        data-pane-focus=""
        value={name}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id="names">
        {names.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </>
  );
}

interface EdnsFieldProps {
  readonly question: QuestionState;
  readonly onChange: (fields: Partial<QuestionState>) => void;
}

function EdnsField({ question, onChange }: EdnsFieldProps) {
  return (
    <SelectField
      label="EDNS size"
      className={styles.edns}
      value={question.ednsSize ?? "none"}
      onChange={({ target }) => {
        const size = target.value === "none" ? undefined : Number(target.value);
        onChange({ ednsSize: size, ...(size === undefined ? { dnssecOk: false } : {}) });
      }}
    >
      <option value="none">none</option>
      {EDNS_SIZES.map((size) => (
        <option key={size} value={size}>
          {size}
        </option>
      ))}
    </SelectField>
  );
}
