/** The Corefile that CoreDNS comes to once the imported parts of its ConfigMaps stand in their places, line by line. */
import { parseCorefile } from "../corefile/parse.ts";
import { FilePattern } from "../go/file-pattern.ts";
import { joinPath } from "../go/path.ts";

/** A text and what its lines come from. */
export interface OriginText {
  /** In the folder of the Corefile. */
  readonly path: string;
  readonly text: string;
  /** The object: `ConfigMap kube-system/coredns`. */
  readonly object: string;
  readonly key: string;
  /** The value that each line comes from, where a key is made of several. */
  readonly origins?: readonly string[] | undefined;
}

/** A line of the effective Corefile. */
export interface EffectiveLine {
  readonly text: string;
  readonly object: string;
  /** The object's key, or the value of Helm's that the line comes from. */
  readonly key: string;
  /** Counted from 1, in the text of that key. */
  readonly line: number;
}

/** As deep as any ConfigMap's parts import each other. */
const MAX_DEPTH = 8;

/** All lines; an import of what is not among the texts stays as it is. */
export function effectiveCorefile(corefile: OriginText, others: readonly OriginText[]): readonly EffectiveLine[] {
  return linesOf(corefile, others, 0);
}

function linesOf(from: OriginText, others: readonly OriginText[], depth: number): readonly EffectiveLine[] {
  const imports = depth < MAX_DEPTH ? importsIn(from, others) : new Map<number, readonly OriginText[]>();
  const lines = from.text.replace(/\n$/, "").split("\n");
  return lines.flatMap((text, index): readonly EffectiveLine[] => {
    const imported = imports.get(index + 1);
    if (imported !== undefined) return imported.flatMap((one) => linesOf(one, others, depth + 1));
    return [{ text, object: from.object, key: from.origins?.[index] ?? from.key, line: index + 1 }];
  });
}

/** Lines that import some of the texts, each with those in the order of their names, as Go's Glob has them. */
function importsIn(from: OriginText, others: readonly OriginText[]): ReadonlyMap<number, readonly OriginText[]> {
  const { tokens } = parseCorefile(from.text, "");
  const folder = from.path.slice(0, from.path.lastIndexOf("/") + 1);
  const found = new Map<number, readonly OriginText[]>();
  for (const [index, token] of tokens.entries()) {
    const argument = tokens[index + 1];
    if (token.text !== "import" || tokens[index - 1]?.line === token.line || argument?.line !== token.line) continue;
    const pattern = new FilePattern(joinPath(folder, argument.text));
    const matching = others.filter(({ path }) => path !== from.path && pattern.matches(path) === true);
    if (matching.length > 0)
      found.set(
        token.line,
        matching.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      );
  }
  return found;
}
