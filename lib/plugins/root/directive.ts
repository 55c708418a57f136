/** The grammar of root. */
import { one } from "../../directive/argument.ts";
import { defineDirective } from "../../directive/directive.ts";
import { folder } from "../../directive/kinds/file.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "root",
  since: "002",
  inChain: false,
  role: "folder",
  repeat: "each",
  summary: "Sets the folder that relative paths in the server block start from.",
  args: steps({ path: one(folder, { placeholder: "PATH", summary: "The folder." }) }, { extra: "leave" }),
  block: false,
});
