/** The value of an environment variable that a word refers to. */
import type { Asked } from "../corefile/asked.ts";
import { rangeAt } from "../corefile/parsed.ts";
import { shownValue } from "../corefile/variable-value.ts";
import type { Hover } from "../hover.ts";

const REFERENCE = /\{\$([^{}\s]+)\}|\{%([^{}%\s]+)%\}/g;

/** Undefined when the place is not in a reference to a variable. */
export function variableHover({ workspace, parsed, spot }: Asked): Hover | undefined {
  const { token, offset } = spot;
  if (token === undefined) return undefined;
  for (const match of token.raw.matchAll(REFERENCE)) {
    const start = token.start + match.index;
    const end = start + match[0].length;
    const name = match[1] ?? match[2] ?? "";
    if (offset < start || offset > end) continue;
    const value = Object.hasOwn(workspace.environment, name) ? workspace.environment[name] : undefined;
    const markdown = `Environment variable \`${name}\`: ${code(shownValue(name, value), value)}`;
    return { range: rangeAt(parsed, start, end), markdown };
  }
  return undefined;
}

function code(shown: string, value: string | undefined): string {
  return shown === value && shown !== "" && !shown.includes("`") ? `\`${shown}\`` : shown;
}
