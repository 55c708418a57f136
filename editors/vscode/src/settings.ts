/** What the user has set for the extension. */
import { workspace } from "vscode";

const SECTION = "corefileStudio";

/** The settings of package.json. */
export interface Settings {
  /** The command `corefile-studio`: a name on the PATH, or a path. */
  readonly path: string;
  readonly lint: boolean;
  readonly defaultPort: number;
  readonly askLens: boolean;
}

/** The settings as they are now. */
export function readSettings(): Settings {
  const given = workspace.getConfiguration(SECTION);
  return {
    path: given.get("path", "corefile-studio"),
    lint: given.get("lint", true),
    defaultPort: given.get("defaultPort", 53),
    askLens: given.get("askLens", true),
  };
}

/** True for settings that the language server is told when it starts. */
export function isForServer(affects: (section: string) => boolean): boolean {
  return ["path", "lint", "defaultPort"].some((name) => affects(`${SECTION}.${name}`));
}
