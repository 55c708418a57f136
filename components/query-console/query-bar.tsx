/** The question: name, type, transport and the rest; Enter or Ctrl+Enter asks. */
import { SlidersHorizontal } from "lucide-react";
import { Popover } from "radix-ui";
import { type FormEvent, useEffect, useRef } from "react";
import { askTransportOf } from "../../lib/api/ask-transport.ts";
import { ask } from "../../lib/commands/ask.ts";
import { cancelAsk } from "../../lib/commands/cancel-ask.ts";
import { firstKey } from "../../lib/commands/key.ts";
import { optionsInWords } from "../../lib/studio/answers/question-words.ts";
import { isMac } from "../studio/platform.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { MoreOptions } from "./more-options.tsx";
import { NameField } from "./name-field.tsx";
import styles from "./query-bar.module.css";
import { TypeField } from "./type-field.tsx";
import { useLong } from "./use-long.ts";

export function QueryBar() {
  const question = useStudio((state) => state.question);
  const newest = useStudio(({ answers }) => answers.list[0]);
  const { editQuestion } = useActions();
  const run = useRunCommand();
  const isWorking = newest?.state === "working";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(ask);
  };
  return (
    <form className={styles.bar} aria-label="Question" data-pane="question" onSubmit={submit}>
      <div className={styles.first}>
        <NameField className={styles.name} name={question.name} />
        <AskButton isWorking={isWorking} />
      </div>
      <TypeField value={question.type} onChange={(type) => editQuestion({ type })} />
      <SelectField
        label="Transport"
        className={styles.transport}
        value={question.transport}
        onChange={({ target }) => editQuestion({ transport: askTransportOf(target.value), listener: "" })}
      >
        <option value="udp">UDP</option>
        <option value="tcp">TCP</option>
        <option value="tls">TLS</option>
        <option value="https">HTTPS</option>
        <option value="https3">HTTP/3</option>
        <option value="quic">QUIC</option>
        <option value="grpc">gRPC</option>
      </SelectField>
      <TextField
        label="Client address"
        className={styles.client}
        isMono
        placeholder="this machine"
        value={question.clientAddress}
        onChange={({ target }) => editQuestion({ clientAddress: target.value.trim() })}
      />
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button
            className={styles.more}
            icon={<SlidersHorizontal size={15} aria-hidden />}
            aria-label={`More options: ${optionsInWords(question)}`}
            title="EDNS, DNSSEC, listener, class, header flags"
          >
            <span className={styles.summary}>{optionsInWords(question)}</span>
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className={styles.popover} align="end" sideOffset={6} aria-label="More options">
            <MoreOptions />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </form>
  );
}

/** Two buttons that never become each other: one that did so during a click would ask again with the same click. */
function AskButton({ isWorking }: { readonly isWorking: boolean }) {
  const run = useRunCommand();
  const canStop = useLong(isWorking, 1000);
  const wasStopped = useRef(false);
  const askButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (canStop || !wasStopped.current) return;
    wasStopped.current = false;
    askButton.current?.focus();
  }, [canStop]);
  if (!canStop) {
    return (
      <Button
        key="ask"
        ref={askButton}
        look="primary"
        type="submit"
        className={styles.ask}
        title={firstKey(ask, isMac())}
      >
        Ask
      </Button>
    );
  }
  const stop = (): void => {
    wasStopped.current = true;
    run(cancelAsk);
  };
  return (
    <Button key="stop" className={styles.ask} onClick={stop}>
      Stop
    </Button>
  );
}
