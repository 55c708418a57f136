/** Looks at the folders of auto as CoreDNS does when it is set up; this engine does not serve their zones yet. */

import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem, notServedYet }) => {
  const log = host.log.forPlugin("auto");
  for (const { properties } of uses) {
    for (const { args } of properties.directory) {
      const { token, at } = args.folder;
      const folder = inRoot(token.text, block.settings.get(ROOT_FOLDER));
      const found = lookAt(folder, host.files);
      if (found.kind === "missing") log.warning(`Directory does not exist: ${folder}`);
      if (found.kind === "error") {
        const text = `Unable to access root path '${folder}': ${found.text}`;
        const message = `plugin/auto: ${token.file}:${token.line} - Error during parsing: ${text}`;
        return problem(message, { at, cause: "here" });
      }
    }
  }
  notServedYet();
  return undefined;
});

type Found = { readonly kind: "there" | "missing" } | { readonly kind: "error"; readonly text: string };

function lookAt(folder: string, files: Files): Found {
  if (files.stat(folder) !== undefined) return { kind: "there" };
  const read = files.read(folder);
  if (read.kind === "file") return { kind: "there" };
  if (read.code === "ENOENT") return { kind: "missing" };
  return { kind: "error", text: read.text.replace(/^(?:open|read) /, "stat ") };
}
