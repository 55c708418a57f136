/** The dialog that is open, if any. */
import { later } from "../ui/later.tsx";
import { Palette } from "./palette.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useActions, useStudio } from "./store-context.tsx";

const ConnectDialog = later(async () => (await import("../cluster/connect-dialog.tsx")).ConnectDialog);
const DifferenceDialog = later(async () => (await import("../files/difference-dialog.tsx")).DifferenceDialog);
const FileDialogs = later(async () => (await import("../files/file-dialogs.tsx")).FileDialogs);
const ImportDialog = later(async () => (await import("../files/import-dialog.tsx")).ImportDialog);
const ExportDialog = later(async () => (await import("../cluster/export-dialog.tsx")).ExportDialog);
const GalleryDialog = later(async () => (await import("../welcome/gallery-dialog.tsx")).GalleryDialog);
const PasteDialog = later(async () => (await import("../welcome/paste-dialog.tsx")).PasteDialog);
const ReleaseDialog = later(async () => (await import("../files/release-dialog.tsx")).ReleaseDialog);
const ShareDialog = later(async () => (await import("../share/share-dialog.tsx")).ShareDialog);
const SharedDialog = later(async () => (await import("../share/shared-dialog.tsx")).SharedDialog);
const SavePointsDialog = later(async () => (await import("../save-points/save-points-dialog.tsx")).SavePointsDialog);

export function Dialogs() {
  const dialog = useStudio(({ layout }) => layout.dialog);
  const { closeDialog } = useActions();
  if (dialog === undefined) return null;
  switch (dialog.kind) {
    // What is typed right after the key that opens these belongs to them: they are there from the start.
    case "palette":
      return <Palette onClose={closeDialog} />;
    case "shortcuts":
      return <Shortcuts onClose={closeDialog} />;
    case "connect":
      return <ConnectDialog onClose={closeDialog} />;
    case "release":
      return <ReleaseDialog onClose={closeDialog} />;
    case "difference":
      return <DifferenceDialog path={dialog.path} onClose={closeDialog} />;
    case "import":
      return <ImportDialog dialog={dialog} onClose={closeDialog} />;
    case "export":
      return <ExportDialog onClose={closeDialog} />;
    case "share":
      return <ShareDialog onClose={closeDialog} />;
    case "shared":
      return <SharedDialog dialog={dialog} onClose={closeDialog} />;
    case "save-points":
      return <SavePointsDialog onClose={closeDialog} />;
    case "gallery":
      return <GalleryDialog onClose={closeDialog} />;
    case "paste":
      return <PasteDialog onClose={closeDialog} />;
    default:
      return <FileDialogs dialog={dialog} onClose={closeDialog} />;
  }
}
