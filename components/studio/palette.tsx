/** The command palette: type a few letters, choose with the arrows, run with Enter. */
import { Command as Menu } from "cmdk";
import { useRef, useState } from "react";
import type { Command } from "../../lib/commands/command.ts";
import { COMMANDS } from "../../lib/commands/commands.ts";
import { firstKey } from "../../lib/commands/key.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import styles from "./palette.module.css";
import { isMac } from "./platform.ts";
import { useRunCommand, useStudioStore } from "./store-context.tsx";

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const run = useRunCommand();
  const commands = useRunnable();
  const chosen = useRef<Command>(undefined);
  const choose = (command: Command): void => {
    chosen.current = command;
    onClose();
  };
  return (
    <Dialog
      title="Commands"
      hidesTitle
      width="large"
      onClose={onClose}
      // The command may move the focus, or want it where it was.
      onFocusBack={() => chosen.current !== undefined && run(chosen.current)}
    >
      {/* Ctrl+N, Ctrl+J, Ctrl+P and Ctrl+K are keys of the browser and of the studio. */}
      <Menu label="Command" loop vimBindings={false} className={styles.menu}>
        <Menu.Input className={styles.input} placeholder="Type a command" value={text} onValueChange={setText} />
        <Menu.List label="Commands" className={styles.list}>
          <Menu.Empty className={styles.none}>No command matches “{text}”.</Menu.Empty>
          {commands.map((command) => (
            <Row key={command.id} command={command} onRun={choose} />
          ))}
        </Menu.List>
      </Menu>
    </Dialog>
  );
}

interface RowProps {
  readonly command: Command;
  readonly onRun: (command: Command) => void;
}

function Row({ command, onRun }: RowProps) {
  const keys = firstKey(command, isMac());
  const { group, label } = command;
  return (
    <Menu.Item value={`${group} ${label}`} className={styles.row} onSelect={() => onRun(command)}>
      <span className={styles.group}>{group}</span>
      <span className={styles.label}>{label}</span>
      {keys !== "" && <Kbd keys={keys} />}
    </Menu.Item>
  );
}

/** Commands that can do something now. */
function useRunnable(): readonly Command[] {
  const state = useStudioStore().getState();
  return COMMANDS.filter(({ when, id }) => id !== "palette" && when?.(state) !== false);
}
