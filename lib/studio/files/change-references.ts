/** After a file was moved: the words that name it are changed, and saved where nothing else waits to be saved. */
import type { FileMove, MoveEdits } from "../../language/files/move-file.ts";
import type { SliceContext } from "../slice.ts";
import { isDirty } from "./open-file.ts";
import { addFile } from "./tabs.ts";

/** What is left to the user is told as a notice. */
export async function changeReferences(
  context: SliceContext,
  { from, to }: FileMove,
  { edits, texts }: MoveEdits,
): Promise<void> {
  const { get, patch } = context;
  const fileAt = (path: string) => get().workspace.files.find((file) => file.path === path);
  const left: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    const path = file === from ? to : file;
    await addFile(context, path).catch(() => undefined);
    const open = fileAt(path);
    if (open?.text !== text) {
      left.push(`${path} has changed meanwhile: its references were not updated`);
      continue;
    }
    const mine = edits.filter(({ range }) => range.file === file);
    await get().actions.changeTexts(
      mine.map(({ range, text: word }) => ({ range: { ...range, file: path }, text: word })),
    );
    if (isDirty(open)) left.push(`${path} now refers to ${to} and has other unsaved changes: save it as well`);
    else if (!(await get().actions.saveFile(path))) left.push(`${path} could not be saved`);
  }
  if (left.length > 0) patch("workspace", { notice: `Moved ${from}. ${left.join(". ")}.` });
}
