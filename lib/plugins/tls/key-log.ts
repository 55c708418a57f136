/** Whether a key log could be written: CoreDNS opens it when it is set up. */

import { folderOf } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import type { TlsConfig } from "./directive.ts";

/** Why CoreDNS could not open the file for writing. Nothing is written. */
export function keyLogProblem(use: TlsConfig, { block, host, problem }: SetupContext): Problem | undefined {
  const file = use.properties.keylog?.args.file;
  // The empty path is none, but for a root that it is below.
  const named = file === undefined ? "" : inRoot(file.value, block.settings.get(ROOT_FOLDER));
  if (file === undefined || (file.value === "" && block.settings.get(ROOT_FOLDER) === "")) return undefined;
  const path = host.files.absolute(named);
  const reason = unwritable(path, host.files);
  if (reason === undefined) return undefined;
  const text = `unable to write TLS Key Log to ${quote(path)}: open ${path}: ${reason}`;
  const place = `${use.last.file}:${use.last.line}`;
  return problem(`plugin/tls: ${place} - Error during parsing: ${text}`, { at: file.at, cause: "here" });
}

function unwritable(path: string, files: Files): string | undefined {
  const there = files.stat(path);
  if (there !== undefined) return there.isFolder ? "is a directory" : undefined;
  const folder = files.stat(folderOf(path));
  if (folder === undefined) return "no such file or directory";
  return folder.isFolder ? undefined : "not a directory";
}
