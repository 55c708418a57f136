/** Cases that wait for what our engine does not do yet: named, not counted, and run as soon as it is there. */
import { parseCorefile } from "../lib/corefile/parse.ts";
import { knownNames } from "../lib/plugins/known.ts";
import { setups } from "../lib/plugins/setups.gen.ts";
import type { Case } from "./case.ts";

const run: ReadonlySet<string> = new Set(setups.map(({ name }) => name));

/** What a case waits for; undefined when our engine does all of it. */
export function waitsFor(testCase: Case): string | undefined {
  const texts = [testCase.corefile, ...Object.values(testCase.files ?? {}).filter((text) => typeof text === "string")];
  const missing = new Set(texts.flatMap(missingPlugins));
  const schemes = [...testCase.corefile.matchAll(/^\s*(tls|https3?|quic|grpc):\/\//gm)].map(
    (match) => `${match[1]}://`,
  );
  const upstreams = [...testCase.corefile.matchAll(/\s(tls|https3?|quic):\/\//g)].map(
    (match) => `upstreams over ${match[1]}`,
  );
  const properties = texts.flatMap(missingProperties);
  const first = [...missing, ...schemes, ...upstreams, ...properties][0];
  return first === undefined ? undefined : `waits for ${first}`;
}

/** Properties that our engine refuses by name, by the plugin that has them. */
const REFUSED: Readonly<Record<string, readonly string[]>> = { prometheus: ["tls"], template: ["var", "expr"] };

function missingProperties(text: string): string[] {
  return parseCorefile(text, "Corefile").items.flatMap((item) => {
    if (item.kind === "import") return [];
    return item.body.flatMap((line) => {
      if (line.kind !== "directive") return [];
      const words = line.block?.lines.map(({ name }) => name.text) ?? [];
      const refused = words.filter((word) => REFUSED[line.name.text]?.includes(word));
      return refused.map((word) => `${line.name.text} ${word}`);
    });
  });
}

function missingPlugins(text: string): string[] {
  return parseCorefile(text, "Corefile").items.flatMap((item) => {
    if (item.kind === "import") return [];
    return item.body.flatMap((line) =>
      line.kind === "directive" && knownNames.has(line.name.text) && !run.has(line.name.text) ? [line.name.text] : [],
    );
  });
}
