/** The key log: whether it can be written, which CoreDNS finds out when it is set up, and writing it. */

import { folderOf } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import type { BlockTls } from "../../set-up/block-settings.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import type { TlsConfig } from "./directive.ts";

/** Where the log goes; undefined when there is none. */
function pathOf(use: TlsConfig, { block, host }: SetupContext): string | undefined {
  const file = use.properties.keylog?.args.file;
  const root = block.settings.get(ROOT_FOLDER);
  // The empty path is none, but for a root that it is below.
  if (file === undefined || (file.value === "" && root === "")) return undefined;
  return host.files.absolute(inRoot(file.value, root));
}

/** Why CoreDNS could not open the file for writing. Nothing is written. */
export function keyLogProblem(use: TlsConfig, context: SetupContext): Problem | undefined {
  const path = pathOf(use, context);
  const reason = path === undefined ? undefined : unwritable(path, context.host.files);
  if (path === undefined || reason === undefined) return undefined;
  const text = `unable to write TLS Key Log to ${quote(path)}: open ${path}: ${reason}`;
  const place = `${use.last.file}:${use.last.line}`;
  const at = use.properties.keylog?.args.file.at ?? use.at;
  return context.problem(`plugin/tls: ${place} - Error during parsing: ${text}`, { at, cause: "here" });
}

/** What writes the lines, and says that it does; undefined when there is no log. What cannot be written is lost, as in CoreDNS. */
export function keyLogOf(use: TlsConfig, context: SetupContext): BlockTls["keyLog"] {
  const path = pathOf(use, context);
  if (path === undefined) return undefined;
  const { storage, log } = context.host;
  log.forPlugin("tls").warning(`Writing TLS Key Log to ${quote(path)}`);
  return (line) => void storage.append(path, line);
}

function unwritable(path: string, files: Files): string | undefined {
  const there = files.stat(path);
  if (there !== undefined) return there.isFolder ? "is a directory" : undefined;
  const folder = files.stat(folderOf(path));
  if (folder === undefined) return "no such file or directory";
  return folder.isFolder ? undefined : "not a directory";
}
