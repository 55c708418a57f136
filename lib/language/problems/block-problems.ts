/** What is wrong with one server block, as far as its text tells: keys, and each directive's words. */
import type { ServerBlock } from "../../corefile/configuration.ts";
import { resolveKeys } from "../../corefile/keys.ts";
import { checkListening, checkServedKeys, type ServedKey } from "../../corefile/overlap.ts";
import type { Token } from "../../corefile/token.ts";
import { checkDirective } from "../../directive/check/check-directive.ts";
import type { Directive } from "../../directive/directive.ts";
import type { BlockRole } from "../../directive/facts.ts";
import { directiveOf } from "../../directive/roles.ts";
import { readAddress } from "../../go/address.ts";
import { schemesOf } from "../../profiles/schemes.ts";
import type { Problem } from "../../text/problem.ts";

/** Problems of a directive, and the place of the directive in plugin.cfg. */
interface DirectiveProblems {
  readonly order: number;
  readonly problems: readonly Problem[];
}

/** A server block, looked at by itself. */
export interface BlockProblems {
  readonly keys: readonly Problem[];
  /** In the order of plugin.cfg, without the directives that are right. */
  readonly directives: readonly DirectiveProblems[];
  /** What it wants to serve; empty when only the machine can tell where it listens. */
  readonly served: readonly ServedKey[];
}

/** What a block is looked at with. */
export interface BlockOptions {
  /** The name of the Corefile. */
  readonly file: string;
  /** All directives in the order of plugin.cfg. */
  readonly directives: readonly Directive<unknown>[];
  readonly defaultPort: string;
}

/** Looks at a block. What a variable stands for is not known when it still stands there: nothing is said of such words. */
export function blockProblems(block: ServerBlock, { file, directives, defaultPort }: BlockOptions): BlockProblems {
  const keys = block.keys.filter((token) => !hasVariable(token));
  const schemes = schemesOf(directives[0]?.dated?.release);
  const resolved = resolveKeys({ blocks: [{ ...block, keys, at: keys[0]?.range ?? block.at }], schemes }, defaultPort);
  const found: DirectiveProblems[] = [];
  directives.forEach((directive, order) => {
    const tokens = block.directives.get(directive.name);
    if (tokens === undefined || tokens.some(hasVariable)) return;
    const { problems } = checkDirective(directive, { tokens, file });
    if (problems.length > 0) found.push({ order, problems });
  });
  const isPlayed = (role: BlockRole): boolean => block.directives.has(directiveOf(directives, role)?.name ?? "");
  const addresses = addressesOf(block, directiveOf(directives, "addresses"));
  const [hasTls, filtered] = [isPlayed("tls"), isPlayed("view")];
  const served = (resolved.blocks[0] ?? []).map((key) => ({ key, addresses, hasTls, filtered }));
  return { keys: resolved.problems, directives: found, served: addresses.length === 0 ? [] : served };
}

/** All problems in the order in which CoreDNS would come upon them. */
export function inOrder(blocks: readonly BlockProblems[]): readonly Problem[] {
  const directives = blocks.flatMap((block) => block.directives).toSorted((a, b) => a.order - b.order);
  const served = blocks.flatMap((block) => block.served);
  return [
    ...blocks.flatMap(({ keys }) => keys),
    ...directives.flatMap(({ problems }) => problems),
    ...checkServedKeys(served),
    ...checkListening(served),
  ];
}

function hasVariable({ text }: Token): boolean {
  return text.includes("{$") || text.includes("{%");
}

/** The addresses of a directive, when it names nothing else; names of interfaces mean something on a machine only. */
function addressesOf({ directives }: ServerBlock, binding: Directive<unknown> | undefined): readonly string[] {
  const tokens = directives.get(binding?.name ?? "");
  if (tokens === undefined) return [""];
  const words = tokens.map(({ text }) => text).filter((text) => text !== binding?.name);
  return words.every((word) => readAddress(word) !== undefined) ? words : [];
}
