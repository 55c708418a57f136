/** What a coredns binary serves: one process after the other, and what it tells of its queries. */
import type { Listener } from "../../lib/api/engine.ts";
import type { LogLine } from "../../lib/api/events.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import type { Problem } from "../../lib/text/problem.ts";
import {
  CannotDo,
  EngineDied,
  type EngineEvent,
  NOT_IN_EARNEST,
  type PortPreference,
  type Refused,
  type Running,
  type ServeOptions,
  type Snapshot,
  type Watch,
  type WatchOrder,
} from "../engine/engine.ts";
import type { CorednsEngineOptions } from "./coredns-engine.ts";
import { DeskPlaces } from "./desk-places.ts";
import { explainSpan, queryOf, type TracedQuery } from "./explain-span.ts";
import type { KeptProcess } from "./kept-process.ts";
import { openSpanCollector, type Span, type SpanCollector } from "./span-collector.ts";
import { type StartedCoredns, startCoredns } from "./started-coredns.ts";

/** A span may say to have begun a moment before the query was sent: the clocks count in different steps. */
const CLOCK_STEP_MICROS = 2000;
/** So long the spans of a query may come after it when no reply came. */
const SO_FAR_MS = 300;
const LEVELS: Readonly<Record<string, LogLine["level"]>> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warning",
  ERROR: "error",
  FATAL: "error",
};

/** Queries that a query led to end before it: the one that began first is meant, and all have come by then. */
const HELD_MS = 60;

/** Who wants to know about a query. */
interface Waiting {
  readonly order: WatchOrder;
  readonly sinceMicros: number;
  readonly took: (root: Span) => void;
  /** What it may be, with its number. */
  readonly candidates: { readonly root: Span; readonly id: number }[];
}

export class RunningCoredns implements Running {
  readonly kind = "running";
  readonly clusters = [];
  readonly #options: CorednsEngineOptions;
  readonly #tell: (event: EngineEvent) => void;
  readonly #places: DeskPlaces;
  readonly #waiting = new Set<Waiting>();
  readonly #starting = new Set<KeptProcess>();
  #collector: Promise<SpanCollector> | undefined;
  #up: StartedCoredns | undefined;
  #snapshot: Snapshot | undefined;
  #queries = 0;
  /** A start that is on its way then ends at once. */
  #isStopped = false;

  constructor(
    { tell, ...options }: CorednsEngineOptions & { readonly tell: (event: EngineEvent) => void },
    ports: PortPreference,
  ) {
    this.#options = options;
    this.#tell = tell;
    this.#places = new DeskPlaces(ports);
  }

  get problems(): readonly Problem[] {
    return this.#up?.remarks ?? [];
  }

  get listeners(): readonly Listener[] {
    return this.#up?.listeners ?? [];
  }

  get configuration(): string | undefined {
    return this.#up?.configuration;
  }

  async names(): Promise<readonly []> {
    return [];
  }

  async impose(): Promise<never> {
    throw new CannotDo(NOT_IN_EARNEST);
  }

  async explanation(): Promise<undefined> {
    return undefined;
  }

  /** The query is the first one since now that comes to this listener, over this transport, from this address: spans tell of no port. */
  async watch(order: WatchOrder): Promise<Watch> {
    if (this.#up === undefined) throw new EngineDied("it is not running");
    if (order.countsAs !== undefined)
      throw new CannotDo("A coredns binary sees the address that a query really comes from.");
    if (order.startAt !== undefined) throw new CannotDo("A coredns binary puts each query to its whole chain.");
    const around = this.#up;
    const { promise, resolve } = Promise.withResolvers<Span>();
    const sinceMicros = (performance.timeOrigin + performance.now()) * 1000;
    const waiting: Waiting = { order, sinceMicros, took: resolve, candidates: [] };
    this.#waiting.add(waiting);
    const explained = async (waitMs: number, isSent: boolean): Promise<Explanation | undefined> => {
      const root = await within(promise, waitMs);
      return root === undefined ? undefined : explainSpan(root, { around, order, isSent });
    };
    return {
      explanation: (waitMs) => explained(waitMs, true),
      soFar: () => explained(SO_FAR_MS, false),
      cancel: () => void this.#waiting.delete(waiting),
    };
  }

  /** By ending one process and starting another; with a refusal the former's texts are served again. */
  async reload(snapshot: Snapshot, { ports }: ServeOptions = {}): Promise<Running | Refused> {
    if (ports !== undefined) this.#places.moveTo(ports);
    await this.#end();
    const refused = await this.#begin(snapshot);
    if (refused === undefined) {
      this.#snapshot = snapshot;
      return this;
    }
    if (this.#snapshot !== undefined) await this.#begin(this.#snapshot);
    return refused;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#snapshot = undefined;
    await this.#end();
    const collector = this.#collector;
    this.#collector = undefined;
    (await collector)?.close();
  }

  async #begin(snapshot: Snapshot): Promise<Refused | undefined> {
    this.#collector ??= openSpanCollector((root) => this.#took(root));
    const { url: spansTo } = await this.#collector;
    const { defaultPort = 53, ...options } = this.#options;
    const started = await startCoredns(snapshot, {
      ...options,
      defaultPort,
      places: this.#places,
      spansTo,
      onLine: (text) => this.#log(text),
      starting: (process) => {
        this.#starting.add(process);
        if (this.#isStopped) process.end();
        void process.ended.then(() => this.#starting.delete(process));
      },
    });
    if (started.kind === "refused") return started;
    this.#up = started;
    void started.process.ended.then((code) => {
      if (this.#up !== started) return;
      this.#up = undefined;
      this.#tell({ kind: "died", because: `coredns ended by itself with code ${code}` });
    });
    return undefined;
  }

  async #end(): Promise<void> {
    this.#up = undefined;
    const processes = [...this.#starting];
    for (const process of processes) process.end();
    await Promise.all(processes.map(({ ended }) => ended));
  }

  #log(text: string): void {
    const level = LEVELS[/^\[([A-Z]+)\]/.exec(text)?.[1] ?? ""] ?? "plain";
    this.#tell({ kind: "log", line: { atMs: Date.now(), level, text } });
  }

  #took(root: Span): void {
    const around = this.#up;
    if (around === undefined) return;
    const query = queryOf(root, around);
    this.#queries += 1;
    const id = this.#queries;
    this.#tell({ kind: "queries", queries: [summaryOf(query, id)], missed: 0 });
    const waiting = [...this.#waiting].find((one) => isMeant(one, query));
    if (waiting === undefined) return;
    waiting.candidates.push({ root, id });
    if (waiting.candidates.length === 1) setTimeout(() => this.#choose(waiting, around), HELD_MS).unref();
  }

  #choose(waiting: Waiting, around: StartedCoredns): void {
    const { candidates, order, took } = waiting;
    const [first] = candidates.toSorted((one, other) => one.root.startMicros - other.root.startMicros);
    if (first === undefined) return;
    this.#waiting.delete(waiting);
    took(first.root);
    const explanation = explainSpan(first.root, { around, order, isSent: true });
    this.#tell({ kind: "explained", queryId: first.id, explanation });
  }
}

function isMeant({ order: { source, transport, listener }, sinceMicros }: Waiting, query: TracedQuery): boolean {
  return (
    (listener === undefined || query.listener === listener) &&
    query.client === source.address &&
    query.transport === transport &&
    query.startMicros >= sinceMicros - CLOCK_STEP_MICROS
  );
}

function summaryOf(query: TracedQuery, id: number) {
  const { name, type, rcode, transport, client, listener, tookMicros, startMicros, answeredBy } = query;
  return {
    ...{ id, atMs: startMicros / 1000, client, transport, listener, name, type, class: "", rcode, tookMicros },
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
}

async function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), waitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
