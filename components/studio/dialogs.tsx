/** The dialog that is open, if any. */
import { DifferenceDialog } from "../files/difference-dialog.tsx";
import { FileDialogs } from "../files/file-dialogs.tsx";
import { Palette } from "./palette.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useActions, useStudio } from "./store-context.tsx";

export function Dialogs() {
  const dialog = useStudio(({ layout }) => layout.dialog);
  const { closeDialog } = useActions();
  if (dialog === undefined) return null;
  if (dialog.kind === "palette") return <Palette onClose={closeDialog} />;
  if (dialog.kind === "shortcuts") return <Shortcuts onClose={closeDialog} />;
  if (dialog.kind === "difference") return <DifferenceDialog path={dialog.path} onClose={closeDialog} />;
  return <FileDialogs dialog={dialog} onClose={closeDialog} />;
}
