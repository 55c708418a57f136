/** Checks the texts after each edit; a good one goes live, and the newest question is asked again. */

import { useEffect } from "react";
import { isStale } from "../../../lib/studio/answers/answers-slice.ts";
import { isTextLive } from "../../../lib/studio/engine-slice.ts";
import { problemsInWords } from "../../../lib/studio/problems-slice.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";

/** Milliseconds without an edit before the server is asked. */
const CHECK_AFTER_MS = 150;
/** Milliseconds before a new count of problems is said aloud. */
const ANNOUNCE_AFTER_MS = 1000;

export function useChecking(store: StudioStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let folder: string | undefined;
    const schedule = (delayMs: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { workspace, engine, problems, actions } = store.getState();
        if (problems.checkedVersion !== workspace.version) void actions.check(engine.isAutomatic);
      }, delayMs);
    };
    const stop = store.subscribe(({ workspace }, before) => {
      if (workspace.version === before.workspace.version) return;
      // Nobody types in a folder that was only just entered.
      schedule(workspace.info?.folder === folder ? CHECK_AFTER_MS : 0);
      folder = workspace.info?.folder;
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  useEffect(() => askAgain(store), [store]);
  useEffect(() => announceProblems(store), [store]);
}

/** Asks the newest question again once the edited text is live. */
function askAgain(store: StudioStore): () => void {
  return store.subscribe((state, before) => {
    const { engine, answers, problems, actions } = state;
    if (problems.checkedVersion === before.problems.checkedVersion) return;
    const [newest] = answers.list;
    if (!engine.isAutomatic || newest?.state !== "done" || !isStale(newest, state)) return;
    if (isTextLive(state)) queueMicrotask(() => void actions.ask({ again: true }));
  });
}

/** Says how many problems there are, when that changed and stayed so for a second in which nothing else was said. */
function announceProblems(store: StudioStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said = "no problems";
  const sayLater = (): void => {
    const { turn } = store.getState().layout.announcement;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { problems, layout, actions } = store.getState();
      const words = problemsInWords(problems.list);
      if (words === said) return;
      if (layout.announcement.turn !== turn) {
        sayLater();
        return;
      }
      actions.announce(`Corefile: ${words}.`);
      said = words;
    }, ANNOUNCE_AFTER_MS);
  };
  const stop = store.subscribe(({ problems }, before) => {
    if (problems.list !== before.problems.list) sayLater();
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
