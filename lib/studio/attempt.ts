/** Running what may fail: the failure is shown above the text. */
import { failureOf } from "./api-client.ts";
import type { SliceContext } from "./slice.ts";

/** Runs a task; a failure of it becomes state, and `false`. */
export async function attempt({ patch }: Pick<SliceContext, "patch">, task: () => Promise<void>): Promise<boolean> {
  try {
    await task();
    patch("workspace", { failure: undefined });
    return true;
  } catch (thrown) {
    patch("workspace", { failure: failureOf(thrown) });
    return false;
  }
}
