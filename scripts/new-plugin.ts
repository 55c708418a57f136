/**
 * `npm run new-plugin NAME`: a folder for a plugin that is named in plugin.cfg, with a description, a set-up, a handler
 * that passes every query on, a manual page and a test that passes; then the registries are made again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "./gen.ts";

const PLUGINS = resolve(import.meta.dirname, "../lib/plugins");

/** What the files are filled with. */
interface Facts {
  readonly name: string;
  readonly summary: string;
}

/** The files of a plugin's folder, by name. */
export function pluginFiles({ name, summary }: Facts): Readonly<Record<string, string>> {
  const creator = `create${pascalCase(name)}`;
  return {
    "directive.ts": `/** How ${name} is written in a Corefile. */
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "${name}",
  inChain: true,
  repeat: "first",
  summary: "${summary}",
  args: steps({}),
});
`,
    "setup.ts": `/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { ${creator} } from "./handler.ts";

export const setup = defineSetup(directive, () => ${creator}());
`,
    "handler.ts": `/** ${summary} (CoreDNS, plugin ${name}) */
import type { Handler } from "../../chain/handler.ts";
import { words } from "./words.ts";

/** A handler that passes every query on. */
export function ${creator}(): Handler {
  return {
    name: "${name}",
    serve(query, next, why) {
      why?.because("passed", words.nothing({ qname: query.qname }));
      return next(query);
    },
  };
}
`,
    "words.ts": `/** Why ${name} did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  nothing: "nothing to do for {qname}",
});
`,
    "handler.test.ts": `import { expect, test } from "vitest";
import { nextOf, query } from "../../chain/_test/messages.ts";
import { unanswered } from "../../chain/outcome.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { ${creator} } from "./handler.ts";

test("a query goes on to the next plugin, and what comes back is given back", () => {
  const outcome = unanswered("next", Rcode.REFUSED);
  const next = nextOf(() => outcome);
  const given = ${creator}().serve(query("www.example.org. A"), next, undefined);
  expect(given).toBe(outcome);
});
`,
    "README.md": `# ${name}

## Name

_${name}_ - ${summary.charAt(0).toLowerCase()}${summary.slice(1)}

## Description

${summary}

## Syntax

\`\`\`txt
${name}
\`\`\`

## Examples

\`\`\`corefile
example.org {
    ${name}
    whoami
}
\`\`\`
`,
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

async function main([name, summary = "Passes every query on."]: readonly string[]): Promise<string | undefined> {
  const order = readFileSync(join(PLUGINS, "plugin.cfg"), "utf8").split("\n");
  if (name === undefined || name.startsWith("#") || !order.includes(name))
    return 'usage: npm run new-plugin NAME ["What it does, as a sentence."], where NAME stands in lib/plugins/plugin.cfg';
  const folder = join(PLUGINS, name);
  if (existsSync(folder)) return `${folder} is there already`;
  mkdirSync(folder);
  const files = pluginFiles({ name, summary });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const stale = await generate({ write: true });
  console.log(
    [
      ...Object.keys(files).map((file) => `wrote lib/plugins/${name}/${file}`),
      ...stale.map((file) => `wrote ${file}`),
    ].join("\n"),
  );
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const refusal = await main(process.argv.slice(2));
  if (refusal !== undefined) {
    console.error(refusal);
    process.exitCode = 1;
  }
}
