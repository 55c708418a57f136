/** The directives of a server block as a CoreDNS at the user's desk gets them. */
import { join } from "node:path";
import type { Listener } from "../../lib/api/engine.ts";
import { reaches } from "../../lib/chain/reaches.ts";
import type { ServerBlock } from "../../lib/corefile/configuration.ts";
import type { Token } from "../../lib/corefile/token.ts";
import { writtenUses } from "../../lib/corefile/written-uses.ts";
import { checkDirective } from "../../lib/directive/check/check-directive.ts";
import type { Directive } from "../../lib/directive/directive.ts";
import { readEndpoint } from "../../lib/directive/kinds/endpoint.ts";
import type { Place } from "../../lib/directive/places.ts";
import { directiveOf } from "../../lib/directive/roles.ts";
import { joinHostPort, splitHostPort } from "../../lib/go/net.ts";
import { writtenLines } from "../../lib/language/corefile/written-lines.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import type { Identity } from "../../lib/ports/identity.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { DeskPaths } from "./desk-paths.ts";
import type { DeskPlaces } from "./desk-places.ts";
import { withProperty, withText, wordAfter } from "./desk-words.ts";

const KNOWN: ReadonlyMap<string, Directive<unknown>> = new Map(directives.map((one) => [one.name, one]));
const FOLDER = directiveOf(directives, "folder")?.name ?? "";

/** Around the block. */
export interface UsesOptions {
  readonly paths: DeskPaths;
  readonly places: DeskPlaces;
  readonly identity: Identity;
  /** The DNS listeners of the configuration. */
  readonly listeners: readonly Listener[];
}

/** What became of them. */
export interface DeskUses {
  readonly directives: ReadonlyMap<string, readonly Token[]>;
  /** Listeners beside DNS. */
  readonly http: readonly Listener[];
  readonly remarks: readonly Problem[];
}

/** Tells of all that a block writes outside the workspace; for all blocks before the first is changed. */
export function tellWritten(block: ServerBlock, paths: DeskPaths): void {
  for (const { place, path } of pathWords(block))
    if (place.isWritten === true && path.startsWith("/")) paths.writes(path);
  for (const [name] of block.directives) {
    const otherwise = KNOWN.get(name)?.atDesk?.writesInto?.otherwise;
    if (otherwise !== undefined) paths.writes(otherwise);
  }
}

/** Changes them. Rejects when there is no free port. */
export async function deskUses(block: ServerBlock, options: UsesOptions): Promise<DeskUses> {
  const remarks: Problem[] = [];
  const http: Listener[] = [];
  const made = new Map<string, readonly Token[]>();
  const words = movedWords(block, options, remarks);
  for (const [name, tokens] of block.directives) {
    const directive = KNOWN.get(name);
    if (directive === undefined) remarks.push(unknownPlugin(name, tokens));
    const kept = directive === undefined ? tokens : withoutLeftOut(directive, tokens, remarks);
    if (kept.length === 0) continue;
    let changed = kept.map((token) => words.get(token) ?? token);
    if (directive?.atDesk?.writesInto !== undefined) changed = withFolder(directive, changed, options.paths);
    if (directive?.atDesk?.listensAt !== undefined) changed = await withListener(changed, { directive, options, http });
    made.set(name, changed);
  }
  return { directives: made, http, remarks };
}

/** Uses that would do something to the machine are taken out, and told. */
function withoutLeftOut(directive: Directive<unknown>, tokens: readonly Token[], remarks: Problem[]): readonly Token[] {
  const { leftOut } = directive.atDesk ?? {};
  if (leftOut === undefined) return tokens;
  const uses = writtenUses(tokens);
  const starts = uses.map(({ line: [head] }) => (head === undefined ? 0 : tokens.indexOf(head)));
  return uses.flatMap(({ line, properties }, index) => {
    const [head, ...others] = line;
    const own = tokens.slice(starts[index], starts[index + 1]);
    const names = properties.flatMap(([name]) => (name === undefined ? [] : [name.text]));
    const why = leftOut(
      others.map(({ text }) => text),
      names,
    );
    if (why === undefined || head === undefined) return own;
    // What CoreDNS would refuse is refused, in the same words.
    const [fault] = checkDirective(directive, { tokens: own, file: head.file }).problems;
    if (fault !== undefined) remarks.push(fault);
    remarks.push({
      code: "coredns.left-out",
      severity: "warning",
      cause: "engine",
      message: `${directive.name} is left out for the coredns binary: ${why}`,
      range: head.range,
    });
    return [];
  });
}

function unknownPlugin(name: string, tokens: readonly Token[]): Problem {
  return {
    code: "coredns.unknown-plugin",
    severity: "information",
    cause: "engine",
    message: `${name} is no plugin that the studio knows: the coredns binary gets it as it is written`,
    range: tokens[0]?.range ?? { file: "", start: NOWHERE, end: NOWHERE },
    help: "Where it listens and what it writes is not moved.",
  };
}

const MAX_PORT = 65_535;
const LOOPBACK = "127.0.0.1";
const NOWHERE = { offset: 0, line: 1, column: 1 };

interface PathWord {
  readonly directive: Directive<unknown>;
  readonly token: Token;
  readonly place: Place;
  /** Below the block's folder, when there is one. */
  readonly path: string;
}

/** The words of a block that are paths. */
function pathWords(block: ServerBlock): readonly PathWord[] {
  const folder = folderOf(block);
  return [...writtenLines(block, directives)].flatMap(({ directive, words, places }) =>
    words.flatMap((token, index) => {
      const place = places[index];
      if (place?.look !== "path" || place.kind === "url") return [];
      const isRoot = directive.name === FOLDER || folder === "" || token.text.startsWith("/");
      return [{ directive, token, place, path: isRoot ? token.text : join(folder, token.text) }];
    }),
  );
}

function folderOf(block: ServerBlock): string {
  return writtenUses(block.directives.get(FOLDER) ?? []).at(-1)?.line[1]?.text ?? "";
}

/** Words that lead to another file, listener or server at the desk. */
function movedWords(block: ServerBlock, options: UsesOptions, remarks: Problem[]): ReadonlyMap<Token, Token> {
  const { paths } = options;
  const moved = new Map<Token, Token>();
  for (const token of [...block.directives.values()].flat()) {
    paths.needs(token.text);
    if (token.text.startsWith("/") && !paths.isLeft(token.text))
      moved.set(token, withText(token, paths.moved(token.text)));
  }
  for (const { token, path, place, directive } of pathWords(block)) {
    paths.needsFile(path, directive.name !== FOLDER);
    const refused = path.startsWith("/") && paths.isLeft(path) ? paths.refusal(path) : undefined;
    if (refused !== undefined) remarks.push(outside(refused, token.range));
    if (place.isWritten === true && !token.text.startsWith("/") && path.startsWith("/"))
      moved.set(token, withText(token, paths.moved(path)));
  }
  for (const { directive, words, places } of writtenLines(block, directives)) {
    words.forEach((token, index) => {
      if (directive.upstreams === undefined || places[index]?.name !== directive.upstreams) return;
      const own = ownUpstream(token.text, options);
      if (own !== undefined) moved.set(token, withText(token, own));
    });
  }
  return moved;
}

function outside(message: string, range: Range): Problem {
  return { code: "coredns.outside", severity: "error", cause: "here", message, range };
}

/** An upstream that is a listener of the same configuration, where that really is. */
function ownUpstream(word: string, { listeners, identity }: UsesOptions): string | undefined {
  const read = readEndpoint(word);
  if (read.kind !== "address" || word.includes("%")) return undefined;
  const scheme = read.transport === "dns" ? "" : `${read.transport}://`;
  const split = splitHostPort(read.address.replace(/^[a-z0-9]+:\/\//, ""));
  if (!split.ok) return undefined;
  const there = { address: split.host, port: Number(split.port) };
  const own = identity.interfaces().map(({ address }) => address);
  const found = listeners.filter(({ kind, wanted }) => kind === read.transport && reaches(there, wanted, own));
  const bound = (found.find(({ wanted }) => wanted.address === there.address) ?? found[0])?.bound;
  return bound === undefined ? undefined : `${scheme}${joinHostPort(bound.address, bound.port)}`;
}

/** Each use names its folder, which is one at the desk. */
function withFolder(directive: Directive<unknown>, tokens: readonly Token[], paths: DeskPaths): Token[] {
  const into = directive.atDesk?.writesInto;
  let made = [...tokens];
  for (const { line, properties } of writtenUses(tokens)) {
    const last = line.at(-1);
    if (into === undefined || last === undefined) continue;
    if (properties.some(([name]) => name?.text === into.property)) continue;
    made = [...withProperty(made, last, [into.property, paths.moved(into.otherwise)])];
  }
  return made;
}

interface Listening {
  readonly directive: Directive<unknown>;
  readonly options: UsesOptions;
  readonly http: Listener[];
}

/** Each use listens on loopback, on the port that stands for its own. */
async function withListener(tokens: readonly Token[], listening: Listening): Promise<Token[]> {
  const made = [...tokens];
  for (const use of writtenUses(tokens)) {
    const [name, address] = use.line;
    const text = address?.text ?? listening.directive.atDesk?.listensAt ?? "";
    const split = splitHostPort(text);
    // What is no address is CoreDNS's to refuse.
    if (name === undefined || !split.ok) continue;
    // A service's name is a port, too; which one does not matter here.
    const wanted = Number(split.port) || 0;
    if (wanted > MAX_PORT) continue;
    const port = await listening.options.places.port(wanted, "http", [LOOPBACK]);
    listening.http.push({
      label: `http://${text}`,
      kind: "http",
      wanted: { address: split.host, port: wanted },
      bound: { address: LOOPBACK, port },
      serves: [listening.directive.name],
    });
    const word = joinHostPort(LOOPBACK, port);
    if (address === undefined) made.splice(made.indexOf(name) + 1, 0, wordAfter(name, word));
    else made[made.indexOf(address)] = withText(address, word);
  }
  return made;
}
