/** Bars above the editor: a Corefile that is a manifest can be imported, and an import can be undone. */
import { mayBeImported } from "../../lib/kubernetes/looks-like-manifest.ts";
import { useActions, useFocusEditor, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import styles from "./editor-pane.module.css";

export function ImportOffer() {
  return (
    <>
      <OfferForCorefile />
      <LastImport />
    </>
  );
}

function OfferForCorefile() {
  const manifest = useStudio(({ workspace: { activePath, files, info } }) => {
    if (activePath === undefined || activePath !== info?.corefile) return undefined;
    const text = files.find(({ path }) => path === activePath)?.text ?? "";
    return mayBeImported(text) ? text : undefined;
  });
  const { openDialog } = useActions();
  if (manifest === undefined) return null;
  return (
    <Banner
      tone="warning"
      action={
        <Button onClick={() => openDialog({ kind: "import", text: manifest, isPasted: false })}>
          Import its Corefile…
        </Button>
      }
    >
      This is a Kubernetes manifest, not a Corefile.
    </Banner>
  );
}

function LastImport() {
  const last = useStudio(({ imports, workspace }) =>
    imports.last?.folder === workspace.info?.folder ? imports.last : undefined,
  );
  const { undoImport, dismissImport, announce } = useActions();
  const focusEditor = useFocusEditor();
  if (last === undefined) return null;
  const undo = async (): Promise<void> => {
    const kept = await undoImport();
    focusEditor();
    announce(
      kept.length === 0
        ? "The import is undone."
        : `The import is undone, except for what was edited since: ${kept.join(", ")}.`,
    );
  };
  const dismiss = (): void => {
    dismissImport();
    focusEditor();
  };
  const count = last.files.length;
  return (
    <div role="status" aria-label="Import">
      <Banner
        tone="neutral"
        action={
          <span className={styles.decisions}>
            <Button onClick={() => void undo()}>Undo the import</Button>
            <Button onClick={dismiss}>Dismiss</Button>
          </span>
        }
      >
        Imported {last.name}: {count} {count === 1 ? "file" : "files"}.
      </Banner>
    </div>
  );
}
