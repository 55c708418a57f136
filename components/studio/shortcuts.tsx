/** The sheet of keys, made from the table of commands. */
import type { Command } from "../../lib/commands/command.ts";
import { COMMANDS } from "../../lib/commands/commands.ts";
import { toggleSingleKeys } from "../../lib/commands/help.ts";
import { writeKeys } from "../../lib/commands/key.ts";
import { openGallery, takeTour } from "../../lib/commands/learn.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField } from "../ui/field.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { isMac } from "./platform.ts";
import styles from "./shortcuts.module.css";
import { useRunCommand, useStudio } from "./store-context.tsx";

/** Keys of lists, which the lists handle themselves while they have the focus. */
const LIST_KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓", "Move"],
  ["← →", "Collapse, expand"],
  ["Enter", "Show the line"],
  ["C", "Copy as text"],
  ["Esc, then Tab", "Leave the editor"],
];

export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const run = useRunCommand();
  const hasSingleKeys = useStudio(({ layout }) => layout.hasSingleKeys);
  const then = (command: Command): void => {
    onClose();
    run(command);
  };
  const groups = Map.groupBy(
    COMMANDS.filter(({ keys = [] }) => keys.length > 0),
    ({ group }) => group,
  );
  return (
    <Dialog title="Keys and help" width="large" onClose={onClose}>
      <nav className={styles.help} aria-label="Help">
        <Button onClick={() => then(takeTour)}>Five-minute tour</Button>
        <Button onClick={() => then(openGallery)}>Examples</Button>
        <a href="/plugins" target="_blank" rel="noopener">
          Manual of the plugins
        </a>
        <a href="https://coredns.io/manual/toc/" target="_blank" rel="noreferrer">
          CoreDNS's manual
        </a>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.sheet} tabIndex={0} aria-label="List of keys">
        {[...groups].map(([group, commands]) => (
          <Group key={group} title={group} rows={commands.flatMap(rowsOf)} />
        ))}
        <Group title="In lists" rows={LIST_KEYS} />
      </section>
      <div className={styles.foot}>
        <CheckField
          label="Single keys such as ? are on"
          checked={hasSingleKeys}
          onChange={() => run(toggleSingleKeys)}
        />
      </div>
    </Dialog>
  );
}

function rowsOf({ label, keys = [] }: Command): readonly (readonly [string, string])[] {
  return keys.map((key) => [
    writeKeys(key, isMac()),
    key.scope === "outside-editor" ? `${label} (outside the editor)` : label,
  ]);
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl>
        {rows.map(([keys, label]) => (
          <div key={`${keys} ${label}`} className={styles.row}>
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
