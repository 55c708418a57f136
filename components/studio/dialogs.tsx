/** The dialog that is open, if any. */

import { lazy, Suspense } from "react";
import { ConnectDialog } from "../cluster/connect-dialog.tsx";
import { DifferenceDialog } from "../files/difference-dialog.tsx";
import { FileDialogs } from "../files/file-dialogs.tsx";
import { Palette } from "./palette.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useActions, useStudio } from "./store-context.tsx";

// Reading manifests is seldom needed, and large.
const ImportDialog = lazy(async () => ({ default: (await import("../files/import-dialog.tsx")).ImportDialog }));

const ExportDialog = lazy(async () => ({ default: (await import("../cluster/export-dialog.tsx")).ExportDialog }));

const GalleryDialog = lazy(async () => ({ default: (await import("../welcome/gallery-dialog.tsx")).GalleryDialog }));
const PasteDialog = lazy(async () => ({ default: (await import("../welcome/paste-dialog.tsx")).PasteDialog }));

export function Dialogs() {
  const dialog = useStudio(({ layout }) => layout.dialog);
  const { closeDialog } = useActions();
  if (dialog === undefined) return null;
  if (dialog.kind === "palette") return <Palette onClose={closeDialog} />;
  if (dialog.kind === "shortcuts") return <Shortcuts onClose={closeDialog} />;
  if (dialog.kind === "connect") return <ConnectDialog onClose={closeDialog} />;
  if (dialog.kind === "difference") return <DifferenceDialog path={dialog.path} onClose={closeDialog} />;
  if (dialog.kind === "import") {
    return (
      <Suspense fallback={null}>
        <ImportDialog dialog={dialog} onClose={closeDialog} />
      </Suspense>
    );
  }
  if (dialog.kind === "gallery" || dialog.kind === "paste") {
    const Learn = dialog.kind === "gallery" ? GalleryDialog : PasteDialog;
    return (
      <Suspense fallback={null}>
        <Learn onClose={closeDialog} />
      </Suspense>
    );
  }
  if (dialog.kind === "export") {
    return (
      <Suspense fallback={null}>
        <ExportDialog onClose={closeDialog} />
      </Suspense>
    );
  }
  return <FileDialogs dialog={dialog} onClose={closeDialog} />;
}
