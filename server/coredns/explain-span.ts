/** Why a coredns binary answered as it did, as far as its spans tell. What they do not tell is said to be unknown. */
import type { Listener } from "../../lib/api/engine.ts";
import { writtenUses } from "../../lib/corefile/written-uses.ts";
import type { Explanation, Note, NotReached, Step, Verdict } from "../../lib/explanation/explanation.ts";
import { reasonOf } from "../../lib/explanation/reason.ts";
import { type Sentence, sentenceText } from "../../lib/explanation/words.ts";
import { joinHostPort } from "../../lib/go/net.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import type { Range } from "../../lib/text/position.ts";
import type { WatchOrder } from "../engine/engine.ts";
import { ORDER } from "../engine/plugin-order.ts";
import type { DeskBlock } from "./desk-corefile.ts";
import { TRACING_PLUGIN } from "./desk-corefile.ts";
import type { Span } from "./span-collector.ts";
import { notToldWords, words } from "./words.ts";

/** Tags of trace's first span (plugin/trace, tagByProvider). */
const TAG = {
  name: "coredns.io/name",
  type: "coredns.io/type",
  rcode: "coredns.io/rcode",
  proto: "coredns.io/proto",
  remote: "coredns.io/remote",
} as const;
const PEER = "peer.address";
const ERROR = "error.object:";
/** Who says so. */
const WHO = "coredns";

/** What is known around a query. */
export interface Around {
  readonly blocks: readonly DeskBlock[];
  readonly listeners: readonly Listener[];
}

/** What CoreDNS tells of a query in a few words. */
export interface TracedQuery {
  readonly name: string;
  readonly type: string;
  readonly rcode: string;
  readonly transport: string;
  /** The client's address; its port is not told. */
  readonly client: string;
  readonly listener: string;
  readonly tookMicros: number;
  readonly startMicros: number;
  /** The plugin that it came to last; undefined when that failed. */
  readonly answeredBy: string | undefined;
}

/** The few words. */
export function queryOf(root: Span, around: Around): TracedQuery {
  const listener = listenerOf(root, around);
  const proto = root.tags[TAG.proto] ?? "";
  return {
    name: root.tags[TAG.name] ?? "",
    type: root.tags[TAG.type] ?? "",
    rcode: root.tags[TAG.rcode] ?? "",
    transport: listener === undefined || listener.kind === "dns" ? proto : listener.kind,
    client: root.tags[TAG.remote] ?? "",
    listener: listener?.label ?? "",
    tookMicros: root.tookMicros,
    startMicros: root.startMicros,
    answeredBy: errorOf(root) === undefined ? lastOf(root)?.name : undefined,
  };
}

/** The explanation. `isSent` is false where no reply came. */
export function explainSpan(
  root: Span,
  { around, order, isSent }: { readonly around: Around; readonly order: WatchOrder; readonly isSent: boolean },
): Explanation {
  const query = queryOf(root, around);
  const taker = around.blocks.find(({ service }) => service === root.service);
  const ending: Ending = { rcode: query.rcode, error: errorOf(root), isSent };
  const steps = root.children
    .filter(isPlugin)
    .map((child) => stepOf(child, { listeners: around.listeners, taker, ending, seen: new Map() }));
  const last = deepest(steps);
  const decided = last !== undefined && query.answeredBy === last.plugin && isSent ? last : undefined;
  const server = notes(taker);
  return {
    inWords: inWords(query, { last, ending }),
    question: { name: query.name, type: query.type, class: order.class ?? "" },
    client: { ...order.source, transport: query.transport },
    listener: query.listener,
    dispatch: taker === undefined ? [] : [dispatchOf(taker, { query, around })],
    ...(server.length === 0 ? {} : { server }),
    steps,
    ...(decided === undefined ? {} : { answeredBy: decided.plugin }),
    notReached: taker === undefined ? [] : notReached(taker, steps, last?.plugin),
    reply: isSent ? { rcode: query.rcode, sent: true } : { rcode: "", sent: false },
    tookMicros: root.tookMicros,
  };
}

interface Ending {
  readonly rcode: string;
  readonly error: string | undefined;
  readonly isSent: boolean;
}

interface Walk {
  readonly listeners: readonly Listener[];
  readonly taker: DeskBlock | undefined;
  readonly ending: Ending;
  /** How often each plugin was met on the way. */
  readonly seen: Map<string, number>;
}

function stepOf(span: Span, walk: Walk): Step {
  const { taker, ending, seen } = walk;
  const nth = seen.get(span.name) ?? 0;
  seen.set(span.name, nth + 1);
  const at = placeOf(span.name, taker, nth);
  const [onward, lookUps] = calledBy(span);
  const peers = span.children.flatMap(({ tags: { [PEER]: peer = "" } }) =>
    peer === "" ? [] : [asWanted(peer, walk.listeners)],
  );
  const upstream = peers.at(-1);
  const isLast = onward.length === 0;
  const told = isLast ? endOf(ending) : { verdict: "passed" as const, sentence: words.passed() };
  return {
    plugin: span.name,
    at,
    verdict: told.verdict,
    reason: reasonOf(WHO, told.sentence, at),
    notes: [
      ...(peers.length > 1 ? peers.map((peer) => noteOf(words.asked({ upstream: peer }))) : []),
      ...lookUps.map((one) => noteOf(words.lookedUp({ plugins: chainOf(one).join(" → ") }))),
    ],
    ...(upstream === undefined ? {} : { upstream }),
    tookMicros: span.tookMicros,
    steps: onward.map((child) => stepOf(child, walk)),
  };
}

/** An upstream that is a listener of the same configuration, as the Corefile names it. */
function asWanted(peer: string, listeners: readonly Listener[]): string {
  const own = listeners.find(({ bound }) => joinHostPort(bound.address, bound.port) === peer)?.wanted;
  return own === undefined ? peer : joinHostPort(own.address === "" ? "127.0.0.1" : own.address, own.port);
}

function noteOf(sentence: Sentence): Note {
  return { reason: reasonOf(WHO, sentence) };
}

function endOf({ rcode, error, isSent }: Ending): { readonly verdict: Verdict; readonly sentence: Sentence } {
  if (error !== undefined) return { verdict: "failed", sentence: words.failed({ error }) };
  if (!isSent) return { verdict: "observed", sentence: words.silent() };
  const verdict = rcode === "REFUSED" ? "refused" : rcode === "SERVFAIL" ? "failed" : "answered";
  return { verdict, sentence: words.answered({ rcode }) };
}

/** The spans that the query went on with, and those of look-ups in the server itself, which start at the chain's top again. */
function calledBy(span: Span): readonly [onward: readonly Span[], lookUps: readonly Span[]] {
  const plugins = span.children.filter(isPlugin);
  const own = ORDER.indexOf(span.name);
  const starts = (child: Span): boolean => {
    const at = ORDER.indexOf(child.name);
    const repeats = directives.find(({ name }) => name === child.name)?.runsPerUse === true;
    return own >= 0 && at >= 0 && (at < own || (at === own && !repeats));
  };
  return [plugins.filter((child) => !starts(child)), plugins.filter(starts)];
}

const PLUGINS: ReadonlySet<string> = new Set(ORDER);

/** Of parts of a plugin's work, those of forward and grpc, no plugin has the name. */
function isPlugin({ name, tags }: Span): boolean {
  return PLUGINS.has(name) || (tags[PEER] === undefined && name !== "query" && name !== "connect");
}

/** The names of the plugins that a query came to, in order. */
function chainOf(span: Span): readonly string[] {
  const next = span.children.filter(isPlugin).at(-1);
  return [span.name, ...(next === undefined ? [] : chainOf(next))];
}

/** The plugin that the query came to last. */
function lastOf(root: Span): Span | undefined {
  let last: Span | undefined;
  for (let next = root.children.filter(isPlugin).at(-1); next !== undefined; next = calledBy(next)[0].at(-1))
    last = next;
  return last;
}

function deepest(steps: readonly Step[]): Step | undefined {
  const last = steps.at(-1);
  return last === undefined ? undefined : (deepest(last.steps) ?? last);
}

function errorOf({ annotations }: Span): string | undefined {
  return annotations.find((value) => value.startsWith(ERROR))?.slice(ERROR.length);
}

function placeOf(plugin: string, taker: DeskBlock | undefined, nth: number): Range {
  const uses = writtenUses(taker?.block.directives.get(plugin) ?? []);
  const word = (uses[nth] ?? uses.at(0))?.line[0];
  return word?.range ?? taker?.block.at ?? NOWHERE;
}

const START = { offset: 0, line: 1, column: 1 };
const NOWHERE: Range = { file: "", start: START, end: START };

function listenerOf({ port, service }: Span, { listeners, blocks }: Around): Listener | undefined {
  const keys = blocks.find((block) => block.service === service)?.keys ?? [];
  const there = listeners.filter(({ kind, bound }) => kind !== "http" && bound.port === port);
  return there.find(({ kind }) => keys.some(({ transport }) => transport === kind)) ?? there[0];
}

/** The block that took the query, by the name of its spans; the zone of it is the longest that the name is in. */
function dispatchOf(
  { block, keys }: DeskBlock,
  { query, around }: { readonly query: TracedQuery; readonly around: Around },
): Explanation["dispatch"][number] {
  const listener = around.listeners.find(({ label }) => label === query.listener);
  const name = query.name.toLowerCase();
  const zones = keys
    .filter(
      ({ transport, port }) =>
        listener === undefined || (transport === listener.kind && Number(port) === listener.wanted.port),
    )
    .map(({ zone }) => String(zone))
    .filter((zone) => zone === "." || name === zone || name.endsWith(`.${zone}`))
    .sort((one, other) => other.length - one.length);
  return {
    zone: zones[0] ?? String(keys[0]?.zone ?? "."),
    at: block.keys[0]?.range ?? block.at,
    match: "longest match",
  };
}

/** Plugins that run before the one that sends spans. */
function notes(taker: DeskBlock | undefined): readonly Note[] {
  if (taker === undefined) return [];
  const before = ORDER.slice(0, ORDER.indexOf(TRACING_PLUGIN)).filter(
    (name) => inChain(name) && taker.block.directives.has(name),
  );
  return [
    ...(before.length === 0 ? [] : [noteOf(words.beforeTrace({ plugins: before.join(", ") }))]),
    ...(taker.block.directives.has(TRACING_PLUGIN) ? [noteOf(words.rewrittenTrace())] : []),
  ];
}

function inChain(plugin: string): boolean {
  return directives.find(({ name }) => name === plugin)?.inChain === true;
}

function notReached({ block }: DeskBlock, steps: readonly Step[], last: string | undefined): readonly NotReached[] {
  const told = new Set(namesIn(steps));
  const from = ORDER.indexOf(TRACING_PLUGIN);
  return [...block.directives].flatMap(([plugin, [word]]): NotReached[] => {
    const directive = directives.find(({ name }) => name === plugin);
    if (word === undefined || directive === undefined || told.has(plugin)) return [];
    const at = word.range;
    if (!directive.inChain || directive.role === "view")
      return [{ plugin, at, because: sentenceText(notToldWords.outside()), inRequestPath: false }];
    if (ORDER.indexOf(plugin) <= from || last === undefined) return [];
    return [{ plugin, at, because: sentenceText(notToldWords.after({ plugin: last })), inRequestPath: true }];
  });
}

function namesIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ plugin, steps: within }) => [plugin, ...namesIn(within)]);
}

function inWords(
  query: TracedQuery,
  { last, ending }: { readonly last: Step | undefined; readonly ending: Ending },
): string {
  const way = last === undefined ? "No plugin after trace was reached" : `The query came as far as ${last.plugin}`;
  if (ending.error !== undefined) return `${way}, which failed (${ending.error}): the client gets ${query.rcode}.`;
  if (!ending.isSent) return `${way}, and no reply came.`;
  return `${way}, and the client got ${query.rcode}. CoreDNS tells which plugins ran, not which line decided.`;
}
