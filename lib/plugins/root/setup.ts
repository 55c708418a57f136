/** From directive to settings of the block. */
import { ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem }) => {
  const path = uses.at(-1)?.args.path;
  if (path === undefined) return undefined;
  block.settings.set(ROOT_FOLDER, path.value);
  if (host.files.stat(path.value) !== undefined) return undefined;
  const read = host.files.list(path.value);
  if ("kind" in read && read.code !== "ENOENT") {
    const { file, line } = path.token;
    // Go looks at the folder and says so; the reason is the same.
    const reason = read.text.replace(/^.*: /, "");
    const message = `plugin/root: ${file}:${line} - Error during parsing: unable to access root path '${path.value}': stat ${path.value}: ${reason}`;
    return problem(message, { at: path.at, cause: "here" });
  }
  host.log.forPlugin("root").warning(`Root path does not exist: ${path.value}`);
  return undefined;
});
