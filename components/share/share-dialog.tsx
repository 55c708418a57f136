/** Hands the workspace on: as a link, as a zip file, as text. */
import { Download } from "lucide-react";
import { useState } from "react";
import type { SharedWorkspace } from "../../lib/api/shared-workspace.ts";
import { MAX_LINK_CHARACTERS } from "../../lib/share/link.ts";
import { corefileMarkdown, issueText, situationMarkdown, type ToTell } from "../../lib/share/markdown.ts";
import { writeWorkspaceZip } from "../../lib/share/workspace-zip.ts";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { CopyButton, DoneButton } from "./copy-button.tsx";
import { sizeInWords, sizeOf } from "./file-sizes.ts";
import { addressOf } from "./link-address.ts";
import { SecretsNote } from "./secrets-note.tsx";
import styles from "./share.module.css";
import { type Outgoing, useOutgoing } from "./use-outgoing.ts";
import { useTold } from "./use-told.ts";

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { openDialog } = useActions();
  const [isWhole, setWhole] = useState(false);
  const [hasSecrets, setSecrets] = useState(false);
  const outgoing = useOutgoing({ scope: isWhole ? "all" : "needed", hasSecrets });
  const { workspace, packed, secrets, failure, retry } = outgoing;
  return (
    <Dialog title="Share" onClose={onClose} width="large">
      <div className={styles.content}>
        {failure !== undefined && (
          <div role="alert" className={styles.warning}>
            <p>
              {failure.error} {failure.help}
            </p>
            <Button onClick={retry}>Try again</Button>
          </div>
        )}
        {failure === undefined && packed === undefined && <p className={styles.waiting}>Reading the files…</p>}
        {packed !== undefined && workspace === undefined && (
          <p role="alert">There is no Corefile to share. Write one first, or choose another file as the Corefile.</p>
        )}
        {workspace !== undefined && (
          <>
            {secrets.length > 0 && <SecretsNote secrets={secrets} isTaken={hasSecrets} onTake={setSecrets} />}
            <LinkPart link={outgoing.link} />
            <ZipPart workspace={workspace} />
            <TextPart workspace={workspace} />
            <FilesPart outgoing={outgoing} isWhole={isWhole} onWhole={setWhole} />
          </>
        )}
        <div className={styles.actions}>
          <Button onClick={() => openDialog({ kind: "shared", by: "file", read: undefined })}>Open a zip file…</Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}

function LinkPart({ link }: { readonly link: string }) {
  const size = sizeInWords(link.length);
  if (link.length > MAX_LINK_CHARACTERS) {
    return (
      <section className={styles.part} aria-label="Link">
        <h3>Link</h3>
        <p role="note">
          A link would have {size}. Chats and mails cut links of more than 16 kB: hand on a zip file instead.
        </p>
      </section>
    );
  }
  return (
    <section className={styles.part} aria-label="Link">
      <h3>Link</h3>
      <p className={styles.note}>
        {size}. The link itself holds the files and the question: nothing is sent to a server. On another machine put
        the address of the Corefile Studio there before the #.
      </p>
      <div className={styles.row}>
        <TextField label="Address" className={styles.address} isMono readOnly value={addressOf(link)} />
        <CopyButton label="Copy the link" look="primary" text={() => addressOf(link)} />
      </div>
    </section>
  );
}

function ZipPart({ workspace }: { readonly workspace: SharedWorkspace }) {
  const name = `${workspace.name.replace(/[^\w.-]+/g, "-")}.zip`;
  const download = (): boolean => {
    const octets = writeWorkspaceZip(workspace);
    const address = URL.createObjectURL(new Blob([Uint8Array.from(octets)], { type: "application/zip" }));
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return true;
  };
  return (
    <section className={styles.part} aria-label="File">
      <h3>File</h3>
      <p className={styles.note}>
        The files as they are. Dropped onto a Corefile Studio it opens there; CoreDNS runs with what is in it.
      </p>
      <div className={styles.row}>
        <DoneButton
          label={`Download ${name}`}
          done="Downloaded"
          icon={<Download size={15} aria-hidden />}
          act={download}
        />
      </div>
    </section>
  );
}

/** The Corefile has no secrets in it here, either, unless they are wanted. */
function TextPart({ workspace }: { readonly workspace: SharedWorkspace }) {
  const told = useTold();
  const toTell = (): ToTell => {
    const file = workspace.files.find(({ path }) => path === workspace.corefile);
    const text = file !== undefined && "text" in file ? file.text : "";
    return { corefile: { path: workspace.corefile, text }, ...told() };
  };
  return (
    <section className={styles.part} aria-label="Markdown">
      <h3>Markdown</h3>
      <div className={styles.row}>
        <CopyButton label="Corefile" text={() => corefileMarkdown(toTell())} />
        <CopyButton label="Corefile, question, reply and why" text={() => situationMarkdown(toTell())} />
        <CopyButton label="An issue for CoreDNS" text={() => issueText(toTell())} />
      </div>
    </section>
  );
}

interface FilesPartProps {
  readonly outgoing: Outgoing;
  readonly isWhole: boolean;
  readonly onWhole: (isWhole: boolean) => void;
}

function FilesPart({ outgoing: { workspace, packed }, isWhole, onWhole }: FilesPartProps) {
  const others = packed?.others.length ?? 0;
  return (
    <section className={styles.part} aria-label="Files that go along">
      <h3>Files that go along</h3>
      <ul className={styles.files}>
        {workspace?.files.map((file) => (
          <li key={file.path}>
            <code>{file.path}</code> <span className={styles.note}>{sizeInWords(sizeOf(file))}</span>
          </li>
        ))}
      </ul>
      {packed?.left.map(({ path, because }) => (
        <p key={path} className={styles.warning}>
          {path} stays behind: {because}
        </p>
      ))}
      {(others > 0 || isWhole) && (
        <label className={styles.choice}>
          <input type="checkbox" checked={isWhole} onChange={({ target }) => onWhole(target.checked)} />
          <span>The other files of the folder, too{isWhole ? "" : `: ${others} that the Corefile does not name`}</span>
        </label>
      )}
    </section>
  );
}
