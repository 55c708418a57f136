/** The pane of the editor: tabs of open files above the text. */
import { ClusterBar } from "../cluster/cluster-bar.tsx";
import { CorefileEditor } from "../corefile-editor/corefile-editor.tsx";
import { SharedBar } from "../share/shared-bar.tsx";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/pane.tsx";
import { ConflictBar } from "./conflict-bar.tsx";
import styles from "./editor-pane.module.css";
import { FileTabs } from "./file-tabs.tsx";
import { DraftsFailure, FolderNotice, WorkspaceFailure } from "./folder-bars.tsx";
import { ImportOffer } from "./import-offer.tsx";
import { OfferBar } from "./offer-bar.tsx";

export function EditorPane() {
  const hasFile = useStudio(({ workspace }) => workspace.activePath !== undefined);
  return (
    <section className={styles.pane} aria-label="Editor" data-pane="editor">
      <FileTabs />
      <WorkspaceFailure />
      <FolderNotice />
      <DraftsFailure />
      <SharedBar />
      <OfferBar />
      <ConflictBar />
      <ImportOffer />
      <ClusterBar />
      {hasFile ? <CorefileEditor /> : <NoFile />}
    </section>
  );
}

function NoFile() {
  const info = useStudio(({ workspace }) => workspace.info);
  const { createFile, openFile, openWorkspace } = useActions();
  if (info === undefined) return <Empty>Opening the workspace…</Empty>;
  const hasCorefile = info.files.some(({ path }) => path === info.corefile);
  if (hasCorefile) {
    return (
      <Empty action={<Button onClick={() => void openFile(info.corefile)}>Open {info.corefile}</Button>}>
        No file is open.
      </Empty>
    );
  }
  return (
    <Empty
      action={
        <div className={styles.choices}>
          <Button look="primary" onClick={() => void createFile(info.corefile, FIRST_COREFILE)}>
            Start a Corefile
          </Button>
          <Button onClick={() => void openWorkspace({ kind: "sample" })}>Open the sample</Button>
        </div>
      }
    >
      This folder has no Corefile yet. Start one here, or look at the sample first.
    </Empty>
  );
}

/** A first configuration that starts anywhere without a port of its own being taken by root. */
const FIRST_COREFILE = `.:1053 {
    errors
    log
    whoami
}
`;
