/** The embedded engine: a configuration on real sockets, swapped live (CoreDNS, caddy.Start and Instance.Restart). */

import type { Arrival, Endpoint } from "../../lib/chain/arrival.ts";
import { offersOf } from "../../lib/chain/handler.ts";
import type { Key } from "../../lib/chain/key.ts";
import { DnsServer } from "../../lib/chain/server.ts";
import type { ReplyPlace } from "../../lib/chain/sink.ts";
import { describeQuestion, describeReply, explain } from "../../lib/explanation/explain.ts";
import type { Neighbour } from "../../lib/explanation/listener-notes.ts";
import type { Listening, ServedQuery } from "../../lib/explanation/listening.ts";
import type { ListenerPlan } from "../../lib/set-up/listeners.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { type Answer, GRACE_MS } from "../listeners/listener.ts";
import { isRefused, type Prepared, unreadableCorefile } from "./configuration.ts";
import { CorefileWatch } from "./corefile-watch.ts";
import type { Refused } from "./engine.ts";
import { FollowedQuestions } from "./followed-questions.ts";
import type { EmbeddedEngine, EngineHooks, EngineSource, FinishedQuery, Instance, OpenListener } from "./instance.ts";
import { type OpenSockets, openListeners } from "./open-listeners.ts";
import { prepare } from "./prepare.ts";
import { quiet } from "./quiet-source.ts";
import { runStartTasks } from "./start-tasks.ts";
import { startAndStop } from "./would-start.ts";

/** Ours. */
export const embeddedEngine: EmbeddedEngine = {
  async check(source) {
    return (await prepare(quiet(source))).problems;
  },
  async rehearse(source) {
    const { problems, lifeCycle } = await prepare(quiet(source));
    if (isRefused(problems)) return problems;
    const problem = await startAndStop({ lifeCycle, listeners: [] });
    return problem === undefined ? problems : [problem, ...problems];
  },
  async start(source, hooks = {}) {
    const prepared = await prepare(source);
    if (isRefused(prepared.problems)) return { kind: "refused", problems: prepared.problems };
    const embedded = new Embedded(hooks);
    const problem = await embedded.take(prepared);
    return problem === undefined ? embedded : { kind: "refused", problems: [problem, ...prepared.problems] };
  },
};

/** A listener whose server may be another one from one query to the next. */
interface Slot {
  server: DnsServer;
  plan: ListenerPlan;
  readonly sockets: OpenSockets;
}

class Embedded implements Instance {
  readonly kind = "running";
  readonly #hooks: EngineHooks;
  readonly #slots = new Map<string, Slot>();
  readonly #followed = new FollowedQuestions();
  #prepared: Prepared | undefined;
  #watch: CorefileWatch | undefined;
  /** Configurations that were replaced and whose queries are not done yet. */
  #ending: Promise<unknown> = Promise.resolve();

  constructor(hooks: EngineHooks) {
    this.#hooks = hooks;
  }

  get problems(): readonly Problem[] {
    return this.#prepared?.problems ?? [];
  }

  get listeners(): readonly OpenListener[] {
    return [...this.#slots.values()].map(({ plan, sockets }) => ({ ...wantedOf(plan), bound: sockets.bound }));
  }

  offers<Value>(key: Key<Value>): readonly Value[] {
    return (this.#prepared?.blocks ?? []).flatMap((block) => offersOf(block.handlers(), key));
  }

  placeOf(plugin: string): Range | undefined {
    const uses = this.#prepared?.configuration.blocks.map(({ directives }) => directives.get(plugin)?.[0]?.range);
    return uses?.find((range) => range !== undefined);
  }

  async reload(source: EngineSource): Promise<Instance | Refused> {
    const unreadable = unreadableCorefile(source);
    if (unreadable !== undefined) return { kind: "refused", problems: [unreadable] };
    const prepared = await prepare(source);
    if (isRefused(prepared.problems)) return { kind: "refused", problems: prepared.problems };
    const problem = await this.take(prepared);
    return problem === undefined ? this : { kind: "refused", problems: [problem, ...prepared.problems] };
  }

  async stop(): Promise<void> {
    this.#watch?.stop();
    const prepared = this.#prepared;
    this.#prepared = undefined;
    await prepared?.lifeCycle.finish(logFailure(prepared));
    await Promise.all([...this.#slots.values()].map(({ sockets }) => sockets.close()));
    this.#slots.clear();
    await Promise.all([this.#ending, prepared?.lifeCycle.stop(logFailure(prepared))]);
  }

  /** Starts a configuration beside the one that serves, then puts it in its place; a problem leaves all as it was. */
  async take(prepared: Prepared): Promise<Problem | undefined> {
    const neighbours = neighboursOf(prepared.listeners);
    const servers = new Map(prepared.listeners.map((plan) => [plan.label, serverOf(plan, prepared, neighbours)]));
    prepared.lifeCycle.servers = [...servers.values()];
    const problem = (await runStartTasks(prepared.lifeCycle)) ?? (await this.#open(prepared, servers));
    if (problem !== undefined) {
      await prepared.lifeCycle.stop(logFailure(prepared));
      return problem;
    }
    this.#swap(prepared, servers);
    return undefined;
  }

  /** Opens what is not open yet; when one cannot be opened the others are closed again. */
  async #open(
    { listeners: plans, source }: Prepared,
    servers: ReadonlyMap<string, DnsServer>,
  ): Promise<Problem | undefined> {
    const opened: Slot[] = [];
    let isOpening = true;
    for (const plan of plans) {
      const server = servers.get(plan.label);
      if (server === undefined || this.#slots.has(plan.label)) continue;
      const place = (await this.#hooks.place?.(wantedOf(plan))) ?? { address: plan.address, port: plan.port };
      const sockets = await openListeners({
        place,
        plan,
        settings: () => this.#slots.get(plan.label)?.plan.settings ?? plan.settings,
        answer: (bytes, arrival, place) => {
          // Until all are open, the first ones answer already: what comes to them is not lost.
          const current = isOpening ? server : this.#slots.get(plan.label)?.server;
          return current === undefined ? undefined : this.#answer(current, bytes, { arrival, place });
        },
        failed: (error) => (this.#slots.get(plan.label)?.server ?? server).panicked(error),
        metrics: source.host.metrics,
        nowMs: () => server.clock.monotonicMs(),
      });
      if ("problem" in sockets) {
        await Promise.all(opened.map((slot) => slot.sockets.close()));
        return sockets.problem;
      }
      opened.push({ server, plan, sockets });
    }
    for (const slot of opened) this.#slots.set(slot.plan.label, slot);
    isOpening = false;
    return undefined;
  }

  #swap(prepared: Prepared, servers: ReadonlyMap<string, DnsServer>): void {
    const replaced: DnsServer[] = [];
    for (const [label, slot] of this.#slots) {
      const server = servers.get(label);
      if (slot.server !== server) replaced.push(slot.server);
      const plan = prepared.listeners.find((one) => one.label === label);
      if (server === undefined || plan === undefined) {
        this.#slots.delete(label);
        this.#ending = Promise.all([this.#ending, slot.sockets.close()]);
        continue;
      }
      slot.server = server;
      slot.plan = plan;
    }
    const former = this.#prepared;
    this.#prepared = prepared;
    this.#hooks.opened?.(this.listeners);
    void prepared.lifeCycle.started(logFailure(prepared));
    if (former !== undefined) this.#ending = Promise.all([this.#ending, endFormer(former, replaced)]);
    this.#watch?.stop();
    // Who serves together takes up what the primary has taken up.
    if (prepared.source.role === "replica") return;
    this.#watch = CorefileWatch.begin(prepared, (source) => this.reload(source));
  }

  #answer(server: DnsServer, bytes: Uint8Array, { arrival, place }: { arrival: Arrival; place: ReplyPlace }): Answer {
    const { observe, onQuery } = this.#hooks;
    if (observe === undefined && onQuery === undefined) return server.serve(bytes, arrival, place);
    const here = { bytes, listener: server.label };
    const followed = this.#followed.arrived(here, arrival);
    const observation = observe?.(arrival.client, arrival.transport);
    const isWatched = observation !== undefined || followed !== undefined;
    const following = isWatched ? this.#followed.begin(here, followed) : undefined;
    followed?.asked({ listener: server.label, ...(followed.isRepeated ? { isCircle: true } : {}) });
    const listening: Listening = {
      watched: isWatched,
      follow: following?.follow,
      startAt: observation?.startAt,
      waits: (soFar) => observation?.waits?.(() => explain(server, soFar())),
      done: (served) => {
        following?.end();
        onQuery?.(() => finishedQuery(server, served));
        if (isWatched) {
          const explanation = explain(server, served);
          observation?.explained(explanation);
          if (followed?.isRepeated === false) followed.asked({ listener: server.label, explanation });
        }
      },
    };
    const countsAs = observation?.countsAs;
    const seen = countsAs === undefined ? arrival : { ...arrival, client: { ...arrival.client, address: countsAs } };
    return server.serve(bytes, seen, { ...place, listening });
  }
}

function serverOf(plan: ListenerPlan, { source, lifeCycle }: Prepared, neighbours: readonly Neighbour[]): DnsServer {
  const { clock, log, metrics } = source.host;
  const { repeatedOptions } = lifeCycle;
  return new DnsServer({ label: plan.label, served: plan.served, clock, log, metrics, repeatedOptions, neighbours });
}

function neighboursOf(plans: readonly ListenerPlan[]): readonly Neighbour[] {
  return plans.map(({ label, address, port, served }) => ({
    label,
    address,
    port,
    get zones() {
      return [...new Set(served.map(({ zone }) => zone))];
    },
  }));
}

function wantedOf(plan: ListenerPlan): Omit<OpenListener, "bound"> {
  const { label, transport, address, port, served, settings } = plan;
  const wanted: Endpoint = { address, port };
  const serves = [...new Set(served.map(({ zone }) => zone))];
  const isClear = transport !== "dns" && settings.tls === undefined;
  return {
    label,
    kind: transport,
    wanted,
    serves,
    sockets: Math.max(1, plan.sockets),
    ...(isClear ? { isClear } : {}),
  };
}

function finishedQuery(server: DnsServer, served: ServedQuery): FinishedQuery {
  const { arrival, query, outcome, sent, written, tookMicros } = served;
  return {
    client: arrival.client,
    transport: arrival.transport,
    listener: server.label,
    question: describeQuestion(query),
    rcode: describeReply(served).rcode,
    answeredBy: outcome?.answeredBy,
    sizeBytes: written?.octets ?? sent?.wire?.length ?? 0,
    tookMicros,
  };
}

/** Ends a configuration that was replaced, once its queries are done. */
async function endFormer(former: Prepared, servers: readonly DnsServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.settled(GRACE_MS)));
  await former.lifeCycle.stop(logFailure(former));
}

function logFailure({ source }: Prepared): (error: unknown) => void {
  return (error) => source.host.log.error(error instanceof Error ? error.message : String(error));
}
