/** A side that serves, on loopback, and answers questions. */
import { askRequestSchema, type Received } from "../../../lib/api/ask.ts";
import { LISTENER_OF } from "../../../lib/api/ask-transport.ts";
import type { Listener } from "../../../lib/api/engine.ts";
import { NO_REPLY, type Outcome } from "../../../lib/behaviour-diff/outcome.ts";
import { canonical, isAtOrBelow, readName } from "../../../lib/dns/name/name.ts";
import type { Fixtures } from "../../../lib/dns-tests/test-file.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import { type PlacedQuestion, questionKey } from "../../../lib/questions/placed-question.ts";
import type { ServedName } from "../../../lib/questions/questions-of.ts";
import { isObstacle, type Problem } from "../../../lib/text/problem.ts";
import { createHost } from "../../host/host.ts";
import { askExplained } from "../ask.ts";
import { fixtureExchange } from "../dns-tests/fixture-exchange.ts";
import type { Engine, Running, Watch } from "../engine.ts";
import { createQueryEngine } from "../worker/query-engine.ts";
import { type RepeatedRandom, repeatedRandom, standIn } from "./fair-world.ts";
import { type Side, type Surroundings, snapshotOf } from "./side.ts";

/** What a side is started in. */
export interface SideWorld extends Surroundings {
  readonly clock: Clock;
  readonly fixtures: Fixtures;
}

/** CoreDNS would not start with it. */
export interface RefusedSide {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}

const DEFAULT_PORT = 53;
/** So many names of Services are asked for. */
const MAX_SERVED = 100_000;
/** Nothing here is far away; with the network a reply may take its time. */
const WITHIN_MS = 3000;
const WITHIN_MS_OVER_NETWORK = 6000;
const TOLD_FLAGS: ReadonlySet<string> = new Set(["aa", "tc", "ra", "ad"]);

/** Starts a side. */
export async function startSide(side: Side, world: SideWorld): Promise<StartedSide | RefusedSide> {
  const base = createHost({ folder: side.root });
  const random = repeatedRandom(base.random);
  const madeUp = new Set<string>();
  let running: Running | undefined;
  const exchange = fixtureExchange({
    base: base.exchange,
    clock: base.clock,
    fixtures: world.fixtures,
    mayAskNetwork: world.mayAskNetwork,
    isOwn: ({ address, port }) =>
      running?.listeners.some(({ bound }) => bound.port === port && bound.address === address) ?? false,
    onMissing: () => undefined,
    standIn(request, place) {
      madeUp.add(place);
      return standIn(request);
    },
  });
  const engine = createQueryEngine({
    host: { ...base, clock: world.clock, random, exchange },
    ports: "ephemeral",
    defaultPort: DEFAULT_PORT,
    overlay: side.overlay,
  });
  const started = await engine.start(snapshotOf(side, world), { tell: () => undefined });
  if (started.kind === "refused") {
    void engine.stop();
    return { kind: "refused", problems: started.problems.filter(isObstacle) };
  }
  running = started;
  return new StartedSide({ engine, running, random, madeUp, mayAskNetwork: world.mayAskNetwork });
}

interface StartedParts {
  readonly engine: Engine;
  readonly running: Running;
  readonly random: RepeatedRandom;
  /** Upstreams whose answers were made up since this was emptied last. */
  readonly madeUp: Set<string>;
  readonly mayAskNetwork: boolean;
}

/** A side that serves. */
export class StartedSide {
  readonly kind = "started";
  readonly #parts: StartedParts;
  readonly #withinMs: number;

  constructor(parts: StartedParts) {
    this.#parts = parts;
    this.#withinMs = parts.mayAskNetwork ? WITHIN_MS_OVER_NETWORK : WITHIN_MS;
  }

  /** Names that it serves beside those of its files. */
  served(): Promise<readonly ServedName[]> {
    return this.#parts.running.names("", MAX_SERVED);
  }

  /** Asks, and waits for the explanation. Rejects as the engine does. */
  async ask(question: PlacedQuestion): Promise<Outcome> {
    const { running, random, madeUp } = this.#parts;
    const listener = listenerFor(question, running.listeners);
    if (listener === undefined) return silence(`nothing listens on port ${question.port ?? DEFAULT_PORT}`);
    const request = requestOf(question, listener, this.#withinMs);
    if (request === undefined) return silence("this is no question");
    random.begin(questionKey(question));
    madeUp.clear();
    const end = new AbortController();
    let told: Explanation | undefined;
    const watching: Pick<Running, "watch"> = {
      watch: async (order) => {
        const watch = await running.watch(order);
        void this.#endUnsent(watch, end, (explanation) => {
          told = explanation;
        });
        return watch;
      },
    };
    const { clientAddress: countsAs } = request;
    const asked = await askExplained(watching, { listener, request, countsAs, signal: end.signal });
    if ("error" in asked) return silence(asked.error);
    return outcomeOf(asked.received, asked.explanation ?? told, [...madeUp].sort());
  }

  /** A question that was dropped on purpose need not be waited for. */
  async #endUnsent(watch: Watch, end: AbortController, tell: (explanation: Explanation) => void): Promise<void> {
    const explanation = await watch.explanation(this.#withinMs).catch(() => undefined);
    if (explanation === undefined || explanation.reply.sent) return;
    tell(explanation);
    end.abort();
  }

  /** Not waited for: a shutdown takes as long as the Corefile says (lameduck). */
  stop(): void {
    void this.#parts.engine.stop();
  }
}

function requestOf(
  { name, type, class: qclass, from, via, do: dnssecOk }: PlacedQuestion,
  { kind }: Listener,
  timeoutMs: number,
) {
  const own = Object.entries(LISTENER_OF).find(([, of]) => of === kind && kind !== "dns")?.[0];
  const read = askRequestSchema.safeParse({
    name,
    type,
    ...(qclass === undefined ? {} : { class: qclass }),
    ...(from === undefined ? {} : { clientAddress: from }),
    ...(dnssecOk === true ? { edns: { dnssecOk } } : {}),
    transport: own ?? via ?? "udp",
    timeoutMs,
  });
  return read.success ? read.data : undefined;
}

/** The listener of the port, or the first that serves the name; plain DNS before other transports. */
function listenerFor({ name, port }: PlacedQuestion, listeners: readonly Listener[]): Listener | undefined {
  const dns = listeners.filter(({ kind }) => kind !== "http").toSorted((one, other) => rank(one) - rank(other));
  if (port !== undefined) return dns.find(({ wanted }) => String(wanted.port) === port);
  const read = readName(name.endsWith(".") ? name : `${name}.`);
  const serving = dns.find(({ serves }) => serves.some((zone) => isServed(read, zone)));
  return serving ?? dns[0];
}

function isServed(name: ReturnType<typeof readName>, zone: string): boolean {
  const read = readName(zone);
  return name !== undefined && read !== undefined && isAtOrBelow(canonical(name), canonical(read));
}

function rank({ kind }: Listener): number {
  return kind === "dns" ? 0 : 1;
}

function silence(because: string): Outcome {
  return { rcode: NO_REPLY, flags: [], answer: [], authority: [], additional: [], because, madeUpBy: [] };
}

function outcomeOf(received: Received, explanation: Explanation | undefined, madeUpBy: readonly string[]): Outcome {
  const common = { madeUpBy, explanation, plugin: explanation?.answeredBy };
  if (received.kind === "nothing") {
    const because = explanation?.reply.sent === false ? "nothing was sent" : received.because;
    return { ...silence(because), ...common };
  }
  const { rcode, flags, answer, authority, additional } = received.message;
  return { ...common, rcode, flags: flags.filter((flag) => TOLD_FLAGS.has(flag)), answer, authority, additional };
}
