/** The name in the query bar: a text with a list of names below it that are worth asking for. */
import { Popover } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { NamesReply } from "../../lib/api/engine.ts";
import { type SuggestedName, suggestedNames } from "../../lib/studio/answers/suggested-names.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { TextField } from "../ui/field.tsx";
import styles from "./name-field.module.css";
import { useSettled } from "./use-settled.ts";

/** Milliseconds without a key before the engine is asked. */
const ASK_AFTER_MS = 120;
const NONE = -1;

interface NameFieldProps {
  readonly name: string;
  readonly className: string | undefined;
}

export function NameField({ name, className }: NameFieldProps) {
  const listId = useId();
  const { editQuestion } = useActions();
  const [wantsList, setWantsList] = useState(false);
  const [active, setActive] = useState(NONE);
  const names = useNames(name, wantsList);
  const isOpen = wantsList && names.length > 0;
  const close = (): void => {
    setWantsList(false);
    setActive(NONE);
  };
  const choose = ({ name: chosen, type }: SuggestedName): void => {
    editQuestion({ name: chosen, ...(type === undefined ? {} : { type }) });
    close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = names[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) setActive(stepped(active, event.key === "ArrowDown" ? 1 : -1, names.length));
      else setWantsList(true);
    } else if (event.key === "Enter" && isOpen && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" || event.key === "Tab") close();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={(isWanted) => !isWanted && close()}>
      <Popover.Anchor asChild>
        <div className={className}>
          <TextField
            label="Name"
            className={styles.field}
            isMono
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-activedescendant={isOpen && active !== NONE ? `${listId}-${active}` : undefined}
            placeholder="www.example.org"
            inputMode="url"
            data-pane-focus=""
            value={name}
            onChange={({ target }) => {
              editQuestion({ name: target.value });
              setActive(NONE);
              setWantsList(true);
            }}
            onKeyDown={onKeyDown}
            onBlur={close}
          />
        </div>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          role="presentation"
          className={styles.popover}
          align="start"
          sideOffset={3}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <div role="listbox" id={listId} aria-label="Names worth asking for" className={styles.list}>
            {names.map((one, index) => (
              <Option
                key={`${one.name} ${one.type ?? ""}`}
                id={`${listId}-${index}`}
                suggested={one}
                isActive={index === active}
                onChoose={() => choose(one)}
              />
            ))}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface OptionProps {
  readonly id: string;
  readonly suggested: SuggestedName;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

/** The focus stays in the field: a press on an option must not take it away. */
function Option({ id, suggested: { name, type, about }, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the option that is chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={isActive ? intoSight : undefined}
      className={classNames(styles.option, isActive && styles.active)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.about}>
        {type !== undefined && type !== "A" && <span className={styles.type}>{type} </span>}
        {about}
      </span>
    </div>
  );
}

function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** The next one or the one before; past either end none, so that what was typed can be asked. */
function stepped(active: number, direction: 1 | -1, count: number): number {
  const next = active + direction;
  if (next >= count) return NONE;
  return next < NONE ? count - 1 : next;
}

/** Names for what is typed; those of the engine come a moment later. */
function useNames(typed: string, isWanted: boolean): readonly SuggestedName[] {
  const { knownNames } = useActions();
  const answers = useStudio((state) => state.answers.list);
  const engine = useStudio((state) => state.engine.info);
  const settled = useSettled(typed, ASK_AFTER_MS);
  const [known, setKnown] = useState<NamesReply["names"]>([]);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    void knownNames(settled).then((names) => {
      if (isCurrent) setKnown(names);
    });
    return () => {
      isCurrent = false;
    };
  }, [knownNames, settled, isWanted]);
  return isWanted ? suggestedNames(typed, { answers, engine, known }) : [];
}
