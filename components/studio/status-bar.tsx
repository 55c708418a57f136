/** The bottom line: where the cursor is, how many problems there are, what Tab does, whether all is saved. */

import { showCluster } from "../../lib/commands/cluster.ts";
import { chooseRelease } from "../../lib/commands/release.ts";
import { saveAll } from "../../lib/commands/save-file.ts";
import { showSavePoints } from "../../lib/commands/save-points.ts";
import { nextProblem } from "../../lib/commands/step-problem.ts";
import { toggleTabMovesFocus } from "../../lib/commands/tab-moves-focus.ts";
import { clusterInWords } from "../../lib/studio/cluster.ts";
import { engineInWords } from "../../lib/studio/engine-slice.ts";
import { isDirty } from "../../lib/studio/files/open-file.ts";
import { problemsInWords } from "../../lib/studio/problems-slice.ts";
import { useCursor } from "../corefile-editor/cursor.ts";
import { classNames } from "../ui/class-names.ts";
import styles from "./status-bar.module.css";
import { useRunCommand, useStudio } from "./store-context.tsx";

const CONNECTIONS = { connecting: "connecting", live: "online", lost: "offline" } as const;

export function StatusBar() {
  const run = useRunCommand();
  const problems = useStudio((state) => state.problems);
  const { generation } = useStudio(({ engine }) => engine.info) ?? {};
  const movesFocus = useStudio(({ layout }) => layout.tabMovesFocus);
  const engine = useStudio((state) => state.engine);
  const { connection } = engine;
  return (
    <footer className={styles.bar}>
      <CursorPlace />
      <button type="button" className={styles.item} onClick={() => run(nextProblem)} title="Next problem (F8)">
        {problems.isChecking && problems.checkedVersion < 0 ? "checking…" : problemsInWords(problems.list)}
      </button>
      <Release />
      <ClusterState />
      <span className={styles.space} />
      {generation !== undefined && generation > 0 && <span className={styles.text}>configuration #{generation}</span>}
      <button
        type="button"
        className={styles.item}
        onClick={() => run(toggleTabMovesFocus)}
        title="In the editor: Ctrl+M, or Esc and then Tab to leave"
      >
        {movesFocus ? "Tab moves focus" : "Tab inserts"}
      </button>
      <button type="button" className={styles.item} onClick={() => run(showSavePoints)} title={showSavePoints.label}>
        Save points…
      </button>
      <SaveState />
      <span className={styles.text}>
        <span
          className={connection === "lost" || connection === "refused" ? styles.lost : styles.live}
          aria-hidden="true"
        >
          ●
        </span>{" "}
        {connection === "refused" ? engineInWords(engine, false).text : CONNECTIONS[connection]}
      </span>
    </footer>
  );
}

function CursorPlace() {
  const { line, column } = useCursor();
  return (
    <span className={styles.text}>
      Ln {line}, Col {column}
    </span>
  );
}

/** Whose order the plugins run in. */
function Release() {
  const run = useRunCommand();
  const newest = useStudio(({ engine }) => engine.info?.release);
  const chosen = useStudio(({ workspace }) => workspace.release);
  const release = chosen ?? newest;
  if (release === undefined) return null;
  return (
    <button
      type="button"
      className={classNames(styles.item, release === newest && styles.yielding)}
      onClick={() => run(chooseRelease)}
      title={chooseRelease.label}
    >
      plugins in the order of CoreDNS {release}
    </button>
  );
}

/** Where the objects of a cluster come from; nothing where none is wanted. */
function ClusterState() {
  const run = useRunCommand();
  const clusters = useStudio(({ engine }) => engine.info?.clusters) ?? [];
  if (clusters.length === 0) return null;
  return (
    <button
      type="button"
      className={classNames(styles.item, styles.yielding)}
      onClick={() => run(showCluster)}
      title={showCluster.label}
    >
      {clusters.map(clusterInWords).join("; ")}
    </button>
  );
}

function SaveState() {
  const run = useRunCommand();
  const dirty = useStudio(({ workspace }) => workspace.files.filter(isDirty).length);
  const savedAtMs = useStudio(({ workspace }) => workspace.savedAtMs);
  if (dirty > 0) {
    return (
      <button type="button" className={styles.item} onClick={() => run(saveAll)} title="Save all files">
        {dirty} unsaved
      </button>
    );
  }
  const time = savedAtMs === undefined ? "" : ` ${new Date(savedAtMs).toLocaleTimeString([], { timeStyle: "short" })}`;
  return <span className={styles.text}>saved{time}</span>;
}
