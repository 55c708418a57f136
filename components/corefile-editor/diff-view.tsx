/** Two texts side by side, in Monaco's own chunk. */
"use client";
import { useEffect, useRef, useState } from "react";
import { useStudio } from "../studio/store-context.tsx";
import type { Difference } from "./diff-editor.ts";
import styles from "./diff-view.module.css";

interface DiffEditorProps {
  readonly path: string;
  readonly theirs: string;
  readonly mine: string;
  /** What the sides are called; the text on the disk and one's own if left out. */
  readonly names?: { readonly theirs: string; readonly mine: string };
}

export function DiffEditor({ path, theirs, mine, names }: DiffEditorProps) {
  const { theirs: left = "on disk", mine: right = "yours" } = names ?? {};
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Difference>();
  const [failure, setFailure] = useState<string>();
  const corefile = useStudio(({ workspace }) => workspace.info?.corefile ?? "Corefile");
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let made: Difference | undefined;
    let isGone = false;
    import("./diff-editor.ts").then(
      ({ showDifference }) => {
        if (isGone) return;
        made = showDifference(element, { path, corefile, names: [left, right] });
        setShown(made);
      },
      () => setFailure("The difference could not be loaded. Reload the page; your text is kept in this browser."),
    );
    return () => {
      isGone = true;
      made?.stop();
      setShown(undefined);
    };
  }, [path, corefile, left, right]);
  useEffect(() => shown?.update({ theirs, mine }), [shown, theirs, mine]);
  return (
    <div className={styles.frame}>
      {shown === undefined && <p className={styles.loading}>{failure ?? "Loading the difference…"}</p>}
      <div ref={host} className={styles.host} />
    </div>
  );
}
