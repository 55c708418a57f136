/**
 * Writes the registries of lib/plugins from its folders, in the order of plugin.cfg: directives.gen.ts of those with a
 * directive.ts, setup-loaders.gen.ts of those with a setup.ts, log-messages.gen.ts of those with a
 * log-messages.ts; docs/lint.md from the rules of lint; the TextMate grammar from the directives, and the language
 * configuration of the extension for Visual Studio Code. `--check` writes nothing and fails when one is stale.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LANGUAGE_CONFIGURATION } from "../lib/language/language-configuration.ts";
import { textMateGrammar } from "../lib/language/text-mate-grammar.ts";
import { lintManual } from "../lib/lint/manual-page.ts";
import { rules } from "../lib/lint/rules.ts";

const ROOT_FOLDER = resolve(import.meta.dirname, "..");
const PLUGINS = join(ROOT_FOLDER, "lib/plugins");

/** A registry: its file, what is in it, and the text of that file. */
interface Registry {
  readonly file: string;
  readonly source: string;
  text(names: readonly string[]): string;
}

const HEAD = "// Made by `npm run gen` from the folders beside it. Do not edit.";

/** `grpc_server` becomes `grpcServer`; words that TypeScript keeps for itself do not occur. */
function identifier(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const REGISTRIES: readonly Registry[] = [
  {
    file: "directives.gen.ts",
    source: "directive.ts",
    text: (names) =>
      [
        HEAD,
        `import type { Directive } from "../directive/directive.ts";`,
        ...names.map((name) => `import { directive as ${identifier(name)} } from "./${name}/directive.ts";`),
        "",
        "/** The directives that are described, in the order of plugin.cfg. */",
        "export const directives: readonly Directive<unknown>[] = [",
        ...names.map((name) => `  ${identifier(name)},`),
        "];",
        "",
      ].join("\n"),
  },
  {
    file: "setup-loaders.gen.ts",
    source: "setup.ts",
    text: (names) =>
      [
        HEAD,
        `import type { PluginSetup } from "../set-up/define-setup.ts";`,
        "",
        "type Loader = () => Promise<PluginSetup>;",
        "",
        "/** The plugins that this engine runs by name, in the order of plugin.cfg, each loaded when it is asked for. */",
        "export const setupLoaders: ReadonlyMap<string, Loader> = new Map<string, Loader>([",
        ...names.map((name) => `  ["${name}", async () => (await import("./${name}/setup.ts")).setup],`),
        "]);",
        "",
      ].join("\n"),
  },
  {
    file: "log-messages.gen.ts",
    source: "log-messages.ts",
    text: (names) =>
      [
        HEAD,
        `import type { LogMessageKind } from "../directive/log-message.ts";`,
        ...names.map((name) => `import { logMessages as ${identifier(name)} } from "./${name}/log-messages.ts";`),
        "",
        "/** What plugins say in CoreDNS's log, in the order of plugin.cfg. */",
        "export const logMessages: readonly { readonly plugin: string; readonly messages: readonly LogMessageKind[] }[] = [",
        ...names.map((name) => `  { plugin: "${name}", messages: ${identifier(name)} },`),
        "];",
        "",
      ].join("\n"),
  },
];

/** Names of plugin.cfg, in its order. */
export function readOrder(): readonly string[] {
  const lines = readFileSync(join(PLUGINS, "plugin.cfg"), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

const json = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A generated file and what should be in it. */
interface Generated {
  readonly file: string;
  readonly wanted: string;
}

/** Brings all generated files up to date; gives the paths of those that were stale. */
export async function generate({ write }: { readonly write: boolean }): Promise<readonly string[]> {
  const order = readOrder();
  const registries = REGISTRIES.map(({ file, source, text }) => ({
    file: `lib/plugins/${file}`,
    wanted: text(order.filter((name) => existsSync(join(PLUGINS, name, source)))),
  }));
  const stale = registries.filter((one) => bringUpToDate(one, write));
  // The registry of directives is read when it is written, not before.
  const { directives } = await import("../lib/plugins/directives.gen.ts");
  const others: readonly Generated[] = [
    { file: "docs/lint.md", wanted: lintManual(rules) },
    { file: "editors/grammars/corefile.tmLanguage.json", wanted: json(textMateGrammar(directives)) },
    { file: "editors/vscode/language-configuration.json", wanted: json(LANGUAGE_CONFIGURATION) },
  ];
  return [...stale, ...others.filter((one) => bringUpToDate(one, write))].map(({ file }) => file);
}

/** True for a file that was stale. */
function bringUpToDate({ file, wanted }: Generated, write: boolean): boolean {
  const path = join(ROOT_FOLDER, file);
  const found = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (found !== wanted && write) writeFileSync(path, wanted);
  return found !== wanted;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes("--check");
  const stale = await generate({ write: !isCheck });
  for (const file of stale) console.log(isCheck ? `${file} is stale: run npm run gen` : `wrote ${file}`);
  if (isCheck && stale.length > 0) process.exitCode = 1;
}
