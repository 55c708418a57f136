/** A folder as the language service sees it: behind the jail, with unsaved texts over its files. */
import { LanguageService } from "../../lib/language/service.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import { filesOf } from "../host/files.ts";
import { jailFiles } from "./jailed-files.ts";

/** A folder and what is typed in it. */
export interface TypedFolder {
  /** Absolute. */
  readonly root: string;
  /** Below root. */
  readonly corefile: string;
  /** Unsaved texts by their paths below root. */
  readonly drafts: Readonly<Record<string, string>>;
  /** All files, by their paths below root. */
  readonly paths: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The folder, for one question. */
export function folderLanguage({ root, corefile, drafts, paths, environment }: TypedFolder): LanguageWorkspace {
  return {
    service: new LanguageService(),
    corefile,
    files: corefileFiles(jailFiles(filesOf(root), { root, drafts, allowed: [] })),
    paths: [...new Set([...paths, ...Object.keys(drafts)])],
    environment,
    directives,
  };
}
