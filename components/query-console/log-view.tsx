/** What the engine logs, line by line as CoreDNS prints it; it follows the newest line until somebody scrolls up. */
import { lazy, Suspense, useEffect, useRef } from "react";
import type { LogLine } from "../../lib/api/events.ts";
import { readLog } from "../../lib/commands/window-keys.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Empty } from "../ui/pane.tsx";
import tones from "../ui/tone.module.css";
import styles from "./log-view.module.css";

const TONES = { debug: "quiet", info: "neutral", warning: "warning", error: "bad", plain: "neutral" } as const;

// Readers of captures and what plugins say are seldom needed, and large.
const LogReader = lazy(async () => ({ default: (await import("../log-reader/log-reader.tsx")).LogReader }));

export function LogView() {
  const isReading = useStudio(({ traffic }) => traffic.isOpen);
  if (!isReading) return <EngineLog />;
  return (
    <Suspense fallback={null}>
      <LogReader />
    </Suspense>
  );
}

function ReadLogButton() {
  const run = useRunCommand();
  return <Button onClick={() => run(readLog)}>Read a log</Button>;
}

function EngineLog() {
  const lines = useStudio(({ log }) => log.lines);
  const missed = useStudio(({ log }) => log.missed);
  const { clearLog } = useActions();
  const view = useRef<HTMLElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const element = view.current;
    if (element !== null && follows.current && lines.length > 0) element.scrollTop = element.scrollHeight;
  }, [lines]);
  if (lines.length === 0)
    return (
      <Empty action={<ReadLogButton />}>
        The engine has logged nothing yet. The plugins log and errors write here.
      </Empty>
    );
  return (
    <section
      ref={view}
      className={styles.view}
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        follows.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      <ol className={styles.lines}>
        {lines.map((line) => (
          <LogRow key={line.serial} line={line} />
        ))}
      </ol>
      <div className={styles.foot}>
        {missed > 0 && <span>{missed} events were left out because they came too fast.</span>}
        <Button look="quiet" onClick={clearLog}>
          Clear
        </Button>
        <ReadLogButton />
      </div>
    </section>
  );
}

function LogRow({ line: { atMs, level, text } }: { readonly line: LogLine }) {
  return (
    <li className={styles.line}>
      <time className={styles.time}>{new Date(atMs).toLocaleTimeString([], { timeStyle: "medium" })}</time>
      <span className={classNames(level !== "plain" && level !== "info" && tones[TONES[level]])}>{text}</span>
    </li>
  );
}
