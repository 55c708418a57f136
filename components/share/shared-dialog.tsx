/** Shows what came by a link or as a zip file, and asks what is to become of it: until then nobody but this page has it. */
import { useMemo, useState } from "react";
import type { SharedWorkspace } from "../../lib/api/shared-workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { corefileWords, serversNamed } from "../../lib/share/corefile-words.ts";
import type { Dialog as DialogState } from "../../lib/studio/layout-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { filesInWords } from "./file-sizes.ts";
import { forgetLink } from "./link-address.ts";
import { PutFiles } from "./put-files.tsx";
import { readZipFile } from "./read-zip-file.ts";
import styles from "./share.module.css";

type SharedState = Extract<DialogState, { kind: "shared" }>;

interface SharedDialogProps {
  readonly dialog: SharedState;
  readonly onClose: () => void;
}

export function SharedDialog({ dialog: { by, read }, onClose }: SharedDialogProps) {
  const close = (): void => {
    forgetLink();
    onClose();
  };
  return (
    <Dialog title={read?.kind === "workspace" ? "Open a shared workspace?" : titleOf(by)} onClose={close} width="large">
      <div className={styles.content}>
        {read === undefined && <ChooseZip />}
        {read?.kind === "refused" && <p role="alert">{read.because} What you have open stays as it is.</p>}
        {read?.kind === "workspace" ? (
          <Found workspace={read.workspace} left={read.left} by={by} onClose={close} />
        ) : (
          <div className={styles.actions}>
            <Button onClick={close}>Close</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function titleOf(by: SharedState["by"]): string {
  return by === "link" ? "This link cannot be opened" : "Open a zip file";
}

function ChooseZip() {
  const { openDialog } = useActions();
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) openDialog({ kind: "shared", by: "file", read: await readZipFile(file) });
  };
  return (
    <label className={styles.part}>
      <span>A zip file of a workspace, as Share makes it; it can be dropped anywhere on this page, too.</span>
      <input type="file" accept=".zip,application/zip" onChange={({ target }) => void choose(target.files?.[0])} />
    </label>
  );
}

interface FoundProps {
  readonly workspace: SharedWorkspace;
  readonly left: readonly string[];
  readonly by: SharedState["by"];
  readonly onClose: () => void;
}

function Found({ workspace, left, by, onClose }: FoundProps) {
  const { openShared, announce } = useActions();
  const canPut = useStudio((state) => state.workspace.info?.isReadOnly !== true);
  const [isPutting, setPutting] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const open = async (): Promise<void> => {
    setRunning(true);
    const isOpen = await openShared(workspace, by);
    announce(
      isOpen ? `Opened ${workspace.name}. What you had open is kept.` : `${workspace.name} could not be opened.`,
    );
    onClose();
  };
  if (isPutting) return <PutFiles workspace={workspace} onBack={() => setPutting(false)} onClose={onClose} />;
  return (
    <>
      <p>
        <strong>{workspace.name}</strong> came {by === "link" ? "by a link" : "as a zip file"}:{" "}
        {filesInWords(workspace.files)}.
      </p>
      <Texts workspace={workspace} />
      <Servers workspace={workspace} />
      <p className={styles.note}>
        Nothing of it is saved or served yet. Once it is open it is served to this machine only, on ports that the
        system chooses; it sees none of your folders, variables and clusters. What you have open is kept, with all
        drafts.
      </p>
      {left.length > 0 && <p className={styles.note}>Left out of the zip file: {left.join(", ")}.</p>}
      <div className={styles.actions}>
        <Button onClick={onClose}>Not now</Button>
        {canPut && <Button onClick={() => setPutting(true)}>Put its files into my folder…</Button>}
        <Button look="primary" disabled={isRunning} onClick={() => void open()}>
          Open it
        </Button>
      </div>
    </>
  );
}

function Texts({ workspace: { files, corefile } }: { readonly workspace: SharedWorkspace }) {
  const [path, setPath] = useState(corefile);
  const file = files.find((one) => one.path === path);
  const text =
    file === undefined || !("text" in file) ? "These octets are no text; they are kept as they are." : file.text;
  return (
    <div className={styles.part}>
      <SelectField label="File" value={path} onChange={({ target }) => setPath(target.value)}>
        {files.map((one) => (
          <option key={one.path} value={one.path}>
            {one.path}
          </option>
        ))}
      </SelectField>
      <textarea className={styles.text} aria-label={`Text of ${path}`} rows={10} readOnly value={text} />
    </div>
  );
}

function Servers({ workspace }: { readonly workspace: SharedWorkspace }) {
  const servers = useMemo(() => serversNamed(corefileWords(workspace, directives)), [workspace]);
  if (servers.length === 0) return null;
  return (
    <section className={styles.warning} aria-label="Servers">
      <p>Its Corefile names other servers, which may be asked once it is open:</p>
      <ul className={styles.files}>
        {servers.map(({ text, directive, range }) => (
          <li key={`${directive} ${text}`}>
            <code>{text}</code> {directive}, {range.file}:{range.start.line}
          </li>
        ))}
      </ul>
    </section>
  );
}
