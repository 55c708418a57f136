/** Puts formatted text back into its file. */
import { readFileSync, realpathSync } from "node:fs";
import type { DiffTexts } from "../../lib/text/unified-diff.ts";
import { withFileLock } from "../../server/workspaces/file-lock.ts";
import { replaceFile } from "../../server/workspaces/replace-file.ts";

/** Writes through links, in one step where that can be. Throws when the file does not hold the text before any more. */
export async function writeBack({ name, before, after }: DiffTexts): Promise<void> {
  const target = realpathSync(name);
  const confirm = (): void => {
    if (readFileSync(target, "utf8") !== before) throw new Error("it has changed meanwhile; run fmt again");
  };
  await withFileLock(target, () => replaceFile({ target, contents: Buffer.from(after, "utf8"), confirm }));
}
