/** The top of the window: what is open, which engine serves it, and where help is. */
import { CircleHelp, Share2, SunMoon, TerminalSquare } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEffect } from "react";
import { openPalette, openShortcuts } from "../../lib/commands/help.ts";
import { firstKey } from "../../lib/commands/key.ts";
import { share } from "../../lib/commands/share.ts";
import { THEMES } from "../../lib/commands/theme.ts";
import { programInWords } from "../../lib/studio/answers/ask-coredns.ts";
import { hasDraft } from "../../lib/studio/files/workspace-slice.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { EngineStatus } from "./engine-status.tsx";
import { ExamplesSelect } from "./examples-select.tsx";
import styles from "./header.module.css";
import { isMac } from "./platform.ts";
import { useActions, useRunCommand, useStudio } from "./store-context.tsx";
import type { ViewportKind } from "./viewport.ts";

export function Header({ viewport }: { readonly viewport: ViewportKind }) {
  const run = useRunCommand();
  const keys = firstKey(openPalette, isMac());
  return (
    <header className={styles.header}>
      <h1 className={styles.brand}>
        <Logo />
        <span className={viewport === "phone" ? "visually-hidden" : undefined}>Corefile Studio</span>
      </h1>
      {viewport !== "phone" && <WorkspaceName />}
      <div className={styles.group}>
        <ExamplesSelect />
        <EngineSelect />
        <EngineStatus />
      </div>
      <div className={styles.tools}>
        {viewport === "wide" || viewport === "roomy" ? (
          <Button look="quiet" icon={<TerminalSquare size={15} aria-hidden />} onClick={() => run(openPalette)}>
            Commands <kbd className={styles.keys}>{keys}</kbd>
          </Button>
        ) : (
          <IconButton label="Commands" keys={keys} onClick={() => run(openPalette)}>
            <TerminalSquare size={17} aria-hidden />
          </IconButton>
        )}
        <ShareButton viewport={viewport} />
        <ThemeMenu />
        <IconButton label="Keys and help" keys="?" onClick={() => run(openShortcuts)}>
          <CircleHelp size={17} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}

function ShareButton({ viewport }: { readonly viewport: ViewportKind }) {
  const run = useRunCommand();
  if (viewport === "wide" || viewport === "roomy") {
    return (
      <Button look="quiet" icon={<Share2 size={15} aria-hidden />} onClick={() => run(share)}>
        Share
      </Button>
    );
  }
  return (
    <IconButton label="Share" onClick={() => run(share)}>
      <Share2 size={17} aria-hidden />
    </IconButton>
  );
}

function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" className={styles.logoGround} />
      <g className={styles.logoLines}>
        <path d="M8 16h5.5M18.5 16H24M10.5 9.5 14 13M10.5 22.5 14 19" />
        <circle cx="16" cy="16" r="2.9" />
        <circle cx="8.6" cy="8" r="2" />
        <circle cx="8.6" cy="24" r="2" />
      </g>
    </svg>
  );
}

function WorkspaceName() {
  const info = useStudio(({ workspace }) => workspace.info);
  const isEdited = useStudio(
    ({ workspace }) => workspace.info?.files.some(({ path }) => hasDraft(workspace, path)) ?? false,
  );
  if (info === undefined) return null;
  return (
    <p className={styles.workspace} title={info.folder}>
      <span className={styles.name}>{info.name}</span>
      {isEdited && <span className={styles.edited}>edited</span>}
    </p>
  );
}

function EngineSelect() {
  const release = useStudio(({ engine }) => engine.info?.release);
  const chosen = useStudio(({ engine }) => engine.chosen);
  const program = useStudio(({ engine }) => engine.program);
  const { chooseEngine, loadProgram } = useActions();
  useEffect(() => void loadProgram(), [loadProgram]);
  const about =
    program?.kind === "none" ? `${program.reason}. ${program.help}` : program && `${program.path}, ${program.release}`;
  return (
    <label className={styles.select}>
      <span>Engine</span>
      <select
        value={chosen}
        onChange={({ target }) => void chooseEngine(target.value === "coredns" ? "coredns" : "built-in")}
        title={chosen === "coredns" ? about : release && `Behaves as CoreDNS ${release}`}
      >
        <option value="built-in">Built-in</option>
        <option value="coredns">{programInWords(program)}</option>
      </select>
    </label>
  );
}

function ThemeMenu() {
  const theme = useStudio(({ layout }) => layout.theme);
  const { setTheme } = useActions();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Theme">
          <SunMoon size={17} aria-hidden />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup value={theme}>
            {THEMES.map(({ theme: choice, name }) => (
              <DropdownMenu.RadioItem
                key={choice}
                value={choice}
                className={styles.menuItem}
                onSelect={() => setTheme(choice)}
              >
                <DropdownMenu.ItemIndicator className={styles.check}>✓</DropdownMenu.ItemIndicator>
                {name}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
