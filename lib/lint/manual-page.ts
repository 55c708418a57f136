/** The manual page of lint, made from the rules themselves. */
import { asExample, type Example, type LintRule } from "./rule.ts";

const HEAD = [
  "<!-- Made by `npm run gen` from lib/lint/rules. Do not edit. -->",
  "",
  "# What lint finds",
  "",
  "CoreDNS starts with all of this, or reports only what its parser saw. Each finding has a stable code, the words that it",
  "is about, and where there is one a quick fix. A rule speaks only when it is right: what depends on a variable without a",
  "value, on a missing import or on an unknown plugin is skipped.",
  "",
];

/** The page as Markdown: an overview, and for each rule what it finds, why, and a Corefile with and without it. */
export function lintManual(rules: readonly LintRule[]): string {
  const overview = rules.map(({ code, name, severity, sentence }) => {
    return `| [${code}](#${anchorOf({ code, name })}) | ${name} | ${severity} | ${sentence} |`;
  });
  return [
    ...HEAD,
    "| code | rule | severity | what it finds |",
    "| --- | --- | --- | --- |",
    ...overview,
    "",
    rules.map(sectionOf).join("\n"),
  ].join("\n");
}

function sectionOf({ code, name, severity, sentence, why, example, threads = [] }: LintRule): string {
  return [
    `## ${code} ${name}`,
    "",
    `${sentence} (${severity})`,
    "",
    why,
    "",
    ...listing("Found here:", asExample(example.bad)),
    ...listing("Not here:", asExample(example.good)),
    ...(threads.length === 0 ? [] : [`Seen in ${threads.join(", ")}.`, ""]),
  ].join("\n");
}

function listing(title: string, { corefile, files = {} }: Example): readonly string[] {
  const others = Object.entries(files).flatMap(([path, text]) => [`with \`${path}\``, "", ...fenced("text", text)]);
  return [title, "", ...fenced("corefile", corefile), ...others];
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), "```", ""];
}

/** The anchor that Markdown renderers give the heading. */
function anchorOf({ code, name }: Pick<LintRule, "code" | "name">): string {
  return `${code} ${name}`.toLowerCase().replaceAll(" ", "-");
}
