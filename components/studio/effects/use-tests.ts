/** Follows dns-tests.yaml: which tests there are, and where that is switched on a run after each edit. */
import { useEffect } from "react";
import { TESTS_FILE } from "../../../lib/dns-tests/schema.ts";
import type { StudioState } from "../../../lib/studio/slice.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";

/** Milliseconds without an edit. */
const AFTER_MS = 400;

export function useTests(store: StudioStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const { actions, tests } = store.getState();
      if (tests.isAutomatic) void actions.runTests();
      else void actions.lookForTests();
    };
    const stop = store.subscribe((state, before) => {
      if (keyOf(state) === keyOf(before) && state.tests.isAutomatic === before.tests.isAutomatic) return;
      clearTimeout(timer);
      timer = setTimeout(look, AFTER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
}

/** What tests depend on: the folder, the file of tests on the disk, and the texts; all texts where a run follows. */
function keyOf({ workspace: { info, files, kept, version }, tests }: StudioState): string {
  const listed = info?.files.find(({ path }) => path === TESTS_FILE);
  const isOpen = files.some(({ path }) => path === TESTS_FILE) || kept[TESTS_FILE] !== undefined;
  const disk = tests.isAutomatic ? info?.revision : `${listed?.modifiedMs} ${listed?.sizeBytes}`;
  return `${info?.folder} ${disk} ${isOpen || tests.isAutomatic ? version : ""} ${isOpen}`;
}
