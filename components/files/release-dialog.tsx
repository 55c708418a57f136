/** Asks for which release of CoreDNS the folder is, and writes that into its settings. */
import { type FormEvent, useState } from "react";
import { NEWEST, RELEASES, sameBehaviour } from "../../lib/profiles/releases.ts";
import { openablePaths } from "../../lib/studio/files/workspace-slice.ts";
import { notWritten, withRelease } from "../../lib/studio-settings/set-release.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import { useActions, useStudio, useStudioStore } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import styles from "./file-dialogs.module.css";

export function ReleaseDialog({ onClose }: { readonly onClose: () => void }) {
  const before = useStudio(({ workspace }) => workspace.release) ?? NEWEST;
  const [release, setRelease] = useState(before);
  const [failure, setFailure] = useState<string>();
  const write = useWriteRelease();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const problem = release === before ? undefined : await write(release);
    if (problem === undefined) onClose();
    else setFailure(problem);
  };
  return (
    <Dialog title="Release of CoreDNS" onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <SelectField label="This folder is for" value={release} onChange={({ target }) => setRelease(target.value)}>
          {RELEASES.toReversed().map((one) => (
            <option key={one} value={one}>
              CoreDNS {one}
            </option>
          ))}
        </SelectField>
        {release !== NEWEST && <p className={styles.note}>{sameBehaviour(release)}</p>}
        <p className={styles.note}>It is kept in {SETTINGS_FILE}, as release.</p>
        {failure !== undefined && <p role="alert">{failure}</p>}
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Choose
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Writes it; gives why that could not be done. */
function useWriteRelease(): (release: string) => Promise<string | undefined> {
  const store = useStudioStore();
  const { createFile, replaceText, openFile, announce } = useActions();
  return async (release) => {
    const said = `This folder is for CoreDNS ${release}.`;
    if (!openablePaths(store.getState().workspace).includes(SETTINGS_FILE)) {
      if (!(await createFile(SETTINGS_FILE, `release: ${release}\n`))) return `${SETTINGS_FILE} could not be written.`;
      announce(said);
      return undefined;
    }
    await openFile(SETTINGS_FILE);
    const text = store.getState().workspace.files.find(({ path }) => path === SETTINGS_FILE)?.text;
    const changed = text === undefined ? undefined : withRelease(text, release);
    if (changed === undefined) return notWritten(release);
    await replaceText(SETTINGS_FILE, changed);
    announce(`${said} ${SETTINGS_FILE} is not saved yet.`);
    return undefined;
  };
}
