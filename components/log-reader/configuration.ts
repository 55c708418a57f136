/** The Corefile of the editor, read for the log reader. */
import { filesInMemory } from "../../lib/corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import { corefileOf, type WorkspaceState } from "../../lib/studio/files/workspace-slice.ts";

/** What CoreDNS reads from the Corefile as it stands in the editor. */
export function configurationOf(workspace: WorkspaceState) {
  const corefile = corefileOf(workspace);
  if (corefile === undefined) return undefined;
  const texts = Object.fromEntries(workspace.files.map(({ path, text }) => [path, text]));
  return loadCorefile({ file: corefile.path, text: corefile.text, files: filesInMemory(texts), environment: {} });
}
