/**
 * A studio that saves until it is killed: `node attack/workspaces-writer.ts FOLDER counter` counts up by compare-and-set
 * and prints each number once it is saved; with `linked` it saves long texts of one letter to a file of two names.
 */
import { WorkspaceFolder } from "../server/workspaces/folder.ts";
import { Refusal } from "../server/workspaces/refusal.ts";
import { counterText, letterText, readCounter } from "./workspaces-texts.ts";

const [folder = ".", path = "counter"] = process.argv.slice(2);
const workspace = new WorkspaceFolder(folder, { origin: "folder" });
for (let round = 0; ; round++) {
  try {
    const { text, revision } = workspace.read(path);
    const next = (readCounter(text) ?? 0) + 1;
    await workspace.write({
      path,
      text: path === "counter" ? counterText(next) : letterText(round),
      baseRevision: revision,
    });
    process.stdout.write(`${next}\n`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
  }
}
