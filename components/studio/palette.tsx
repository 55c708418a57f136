/** The command palette: type a few letters, choose with the arrows, run with Enter. */
import { useId, useRef, useState } from "react";
import type { Command } from "../../lib/commands/command.ts";
import { COMMANDS } from "../../lib/commands/commands.ts";
import { firstKey } from "../../lib/commands/key.ts";
import { classNames } from "../ui/class-names.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import styles from "./palette.module.css";
import { isMac } from "./platform.ts";
import { useRunCommand, useStudioStore } from "./store-context.tsx";

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [index, setIndex] = useState(0);
  const run = useRunCommand();
  const found = useFound(text);
  const chosen = Math.min(index, found.length - 1);
  const finished = useRef<Command>(undefined);
  const finish = (command: Command | undefined): void => {
    if (command === undefined) return;
    finished.current = command;
    onClose();
  };
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  return (
    <Dialog
      title="Commands"
      hidesTitle
      width="large"
      onClose={onClose}
      // The command may move the focus, or want it where it was.
      onFocusBack={() => finished.current !== undefined && run(finished.current)}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[chosen] && `${id}-${found[chosen].id}`}
        placeholder="Type a command"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (event.key === "Enter") finish(found[chosen]);
          else if (step !== undefined && found.length > 0) setIndex((chosen + step + found.length) % found.length);
          else return;
          event.preventDefault();
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, place) => (
          <Row
            key={command.id}
            id={`${id}-${command.id}`}
            command={command}
            isChosen={place === chosen}
            onRun={finish}
          />
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>No command has “{text}” in its name.</p>}
    </Dialog>
  );
}

interface RowProps {
  readonly id: string;
  readonly command: Command;
  readonly isChosen: boolean;
  readonly onRun: (command: Command) => void;
}

function Row({ id, command, isChosen, onRun }: RowProps) {
  const keys = firstKey(command, isMac());
  return (
    // The text field keeps the focus and the keys (combobox pattern); the row only takes clicks.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={classNames(styles.row, isChosen && styles.chosen)}
      ref={isChosen ? scrollIntoView : undefined}
      onClick={() => onRun(command)}
    >
      <span className={styles.group}>{command.group}</span>
      <span className={styles.label}>{command.label}</span>
      {keys !== "" && <Kbd keys={keys} />}
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** Commands that can do something now and whose words begin with, or contain, what was typed. */
function useFound(text: string): readonly Command[] {
  const store = useStudioStore();
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const state = store.getState();
  return COMMANDS.filter(({ label, group, when, id }) => {
    if (id === "palette" || when?.(state) === false) return false;
    const words = `${group} ${label}`.toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
}
