/** The text editor of the file in front. Monaco comes in its own chunk, beside the page. */
"use client";
import { useEffect, useRef, useState } from "react";
import { useEditorSlot, useStudio, useStudioStore } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import styles from "./corefile-editor.module.css";
import type { EditorSession } from "./session.ts";

const loadSession = () => import("./session.ts");

// It is large, and comes while the server is asked which text to show.
const early = loadSession().catch(loadSession);
// The editor says that it failed.
early.catch(() => undefined);

export function CorefileEditor() {
  const host = useRef<HTMLDivElement>(null);
  const store = useStudioStore();
  const slot = useEditorSlot();
  const [failure, setFailure] = useState<string>();
  const [isReady, setReady] = useState(false);
  const hasFile = useStudio(({ workspace }) => workspace.activePath !== undefined);
  useEffect(() => {
    const element = host.current;
    if (element === null || !hasFile) return undefined;
    let session: EditorSession | undefined;
    let isGone = false;
    early.then(
      ({ startSession }) => {
        if (isGone) return;
        session = startSession({ element, store });
        slot.current = session;
        setReady(true);
      },
      () => setFailure("The editor could not be loaded. Reload the page; your text is kept in this browser."),
    );
    return () => {
      isGone = true;
      if (slot.current === session) slot.current = undefined;
      session?.stop();
      setReady(false);
    };
  }, [store, slot, hasFile]);
  return (
    <div className={styles.frame}>
      {!isReady && <p className={styles.loading}>{failure ?? "Loading the editor…"}</p>}
      {/* Monaco's menu stands beside its editor, in a shadow root: it has its colours from an element of this class. */}
      <div ref={host} className={classNames(styles.host, "monaco-component")} />
      <p id="editor-hint" className="visually-hidden">
        Tab inserts; Ctrl+M switches to moving the focus, or press Esc and then Tab to leave the editor.
      </p>
    </div>
  );
}
