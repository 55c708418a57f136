/** The tests, loaded when their tab is first in front. */
import { lazy, Suspense } from "react";
import { tabInWords } from "../../lib/studio/tests/test-words.ts";
import { useStudio } from "../studio/store-context.tsx";

const TestsView = lazy(async () => ({ default: (await import("./tests-view.tsx")).TestsView }));

export function LazyTests() {
  return (
    <Suspense fallback={null}>
      <TestsView />
    </Suspense>
  );
}

/** The tab's name, with what came of the tests. */
export function useTestsLabel(): string {
  return useStudio(({ tests }) => tabInWords(tests));
}
