/** The name of the tests' tab, with what came of them. */
import { tabInWords } from "../../lib/studio/tests/test-words.ts";
import { useStudio } from "../studio/store-context.tsx";

/** "Tests", "Tests 9✓ 1✗". */
export function useTestsLabel(): string {
  return useStudio(({ tests }) => tabInWords(tests));
}
