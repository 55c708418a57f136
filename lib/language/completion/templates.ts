/** Whole blocks with place-holders, for what is written most. */
import type { Directive } from "../../directive/directive.ts";
import type { Completion } from "../completions.ts";

/** What stands for a block in the list. */
interface Words {
  readonly label: string;
  readonly documentation: string;
}

/** The block that a directive is written with most; a place-holder stands in `<>`, the same text in the same one. */
export function blockTemplate({ name, template: block }: Directive<unknown>): readonly Completion[] {
  if (block === undefined) return [];
  return [template({ label: `${name} { … }`, documentation: block.summary }, block.lines)];
}

/** What stands outside of blocks. */
export const TOP_TEMPLATES: readonly Completion[] = [
  template({ label: "server block { … }", documentation: "A server block for a zone." }, [
    "<example.org>:<53> {",
    "    <>",
    "}",
  ]),
  template({ label: "snippet (…) { … }", documentation: "Lines that server blocks take in with `import`." }, [
    "(<name>) {",
    "    <>",
    "}",
  ]),
  template({ label: "forwarding server block { … }", documentation: "A cache in front of upstreams, for all names." }, [
    ".:<53> {",
    "    errors",
    "    cache <30>",
    "    forward . </etc/resolv.conf>",
    "    <>",
    "}",
  ]),
];

function template({ label, documentation }: Words, lines: readonly string[]): Completion {
  return {
    label,
    kind: "template",
    detail: "Block",
    documentation,
    insert: withPlaceholders(lines.join("\n")),
    isTemplate: true,
  };
}

/** Numbers the place-holders; an empty one is where the cursor ends. */
function withPlaceholders(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(/<([^<>]*)>/g, (_, words: string) => {
    if (words === "") return "$0";
    const number = numbers.get(words) ?? numbers.size + 1;
    numbers.set(words, number);
    return `$\{${number}:${words}}`;
  });
}
