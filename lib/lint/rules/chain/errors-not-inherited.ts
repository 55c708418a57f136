/** A stub zone whose failures nobody hears of, although errors stands in the block of the root. */

import { SourceToken } from "../../../corefile/token.ts";
import { ROOT } from "../../../dns/name/name.ts";
import type { Fix } from "../../../text/edit.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { indentOf, insertion } from "../../use-words.ts";
import { inWords, isOdd, zoneText } from "../../zones.ts";

export const errorsNotInherited = defineRule({
  code: "CF1046",
  name: "errors-not-inherited",
  severity: "information",
  sentence: "A block forwards queries without errors, although the block for the root has it.",
  why: "Blocks inherit nothing: plugins in the block for `.` only see names that no other block has. When the servers of this zone cannot be reached, nothing is logged.",
  threads: ["coredns#5104", "coredns#5983", "coredns#2047"],
  example: {
    bad: "example.org {\n    forward . 10.0.0.1\n}\n. {\n    errors\n    forward . 198.51.100.1\n}\n",
    good: "example.org {\n    errors\n    forward . 10.0.0.1\n}\n. {\n    errors\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    const roots = blocksWith("errors").filter(({ zones }) => zones.includes(ROOT));
    if (roots.length === 0) return;
    for (const block of blocksWith("forward")) {
      const { zones } = block;
      const [first] = block.source.keys;
      if (!block.isWhole || first === undefined || zones.includes(ROOT) || zones.some(isOdd)) continue;
      if (SPEAKERS.some((name) => block.has(name)) || !roots.some((root) => sharesPort(root, block))) continue;
      const fix = addErrors(block);
      const message = `Errors of queries for ${inWords(zones.map(zoneText))} are not logged; those of other queries are.`;
      yield { at: first.range, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
    }
  },
});

/** Plugins that tell of failures. */
const SPEAKERS = ["errors", "log", "dnstap", "trace"];

function sharesPort(left: LintBlock, right: LintBlock): boolean {
  return left.keys.some((a) => right.keys.some((b) => a.transport === b.transport && a.port === b.port));
}

/** Puts errors before the first directive of the block. */
function addErrors({ source }: LintBlock): Fix | undefined {
  const heads = [...source.directives.values()].flatMap(([head]) => (head instanceof SourceToken ? [head] : []));
  const own = heads.filter(({ start, file }) => file === source.at.file && start > source.at.start.offset);
  const [first] = own.sort((a, b) => a.start - b.start);
  const indent = first === undefined ? undefined : indentOf(first);
  if (first === undefined || indent === undefined || first.start >= source.at.end.offset) return undefined;
  const { file, start } = first.range;
  return { title: "Add errors", edits: [insertion(file, start, `errors\n${indent}`)] };
}
