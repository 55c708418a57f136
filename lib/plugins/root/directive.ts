/** The grammar of root. */
import { one } from "../../directive/argument.ts";
import { defineDirective } from "../../directive/directive.ts";
import { folder } from "../../directive/kinds/text.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "root",
  since: "002",
  inChain: false,
  role: "folder",
  repeat: "each",
  summary: "Tells where relative paths of the server block begin.",
  args: steps({ path: one(folder, { summary: "The folder." }) }, { extra: "leave" }),
  block: false,
});
