/**
 * Our engine told what to do by calls, in a world that it is given: log lines and queries go out as notices, and explanations
 * of those queries that are watched.
 */

import type { ConditionsReply, ConditionsRequest } from "../../../lib/api/conditions.ts";
import type { Listener } from "../../../lib/api/engine.ts";
import type { Endpoint, Transport } from "../../../lib/chain/arrival.ts";
import { startOf } from "../../../lib/corefile/configuration.ts";
import type { Coverable } from "../../../lib/coverage/coverable.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import { joinHostPort } from "../../../lib/go/net.ts";
import { CLUSTER_SOURCE, type ClusterSource } from "../../../lib/plugin-kit/cluster-source.ts";
import { KNOWN_NAMES, type KnownName, namesLike } from "../../../lib/plugin-kit/known-names.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { HttpServers } from "../../../lib/ports/http.ts";
import { directivesOf } from "../../../lib/profiles/profile.ts";
import { helpForUnset } from "../../../lib/studio-settings/variables.ts";
import { ENDED_ITSELF, type Problem } from "../../../lib/text/problem.ts";
import type { FamilyCounts } from "../../host/metrics.ts";
import { forgetfulStorage } from "../../workspaces/jailed-storage.ts";
import { readConfiguration, unreadableCorefile } from "../configuration.ts";
import { corefileFiles } from "../corefile-files.ts";
import { CannotDo, NOT_IN_EARNEST, type Snapshot } from "../engine.ts";
import type {
  EmbeddedEngine,
  EngineHooks,
  EngineSource,
  FinishedQuery,
  Instance,
  Observation,
  OpenListener,
} from "../instance.ts";
import type { PodWorld } from "../pod-world.ts";
import { RecentQueries } from "../recent-queries.ts";
import { createNoticeLog } from "./notice-log.ts";
import { QueryBatch } from "./query-batch.ts";
import type {
  Applied,
  ApplyOrder,
  CoverableOrder,
  EngineNotice,
  HostedEngine,
  NamesOrder,
  NumberedWatch,
  Rehearsed,
} from "./worker-messages.ts";
import type { Surrounded, World } from "./world.ts";

export interface HostedEngineOptions {
  readonly engine: EmbeddedEngine;
  readonly world: World;
  readonly clock: Clock;
  /** What was counted, where somebody asks. */
  readonly counted?: () => readonly FamilyCounts[];
  readonly tell: (notice: EngineNotice) => void;
}

/** As many names as a list shows that somebody types under. */
const MAX_NAMES = 12;
const ENDED_HELP = "CoreDNS starts and soon ends with these words. The last explanation shows how far it got.";

/** Makes a hosted engine; nothing is started before the first `apply`. */
export function createHostedEngine(options: HostedEngineOptions): HostedEngine {
  return new Hosted(options);
}

class Hosted implements HostedEngine {
  readonly #options: HostedEngineOptions;
  readonly #queries: QueryBatch;
  readonly #watches = new Map<string, NumberedWatch>();
  /** Watched queries that wait for something, and how far each has come. */
  readonly #waiting = new Map<number, () => Explanation>();
  readonly #recent: RecentQueries;
  readonly #hooks: { -readonly [Name in keyof EngineHooks]: EngineHooks[Name] } = {};
  #running: Instance | undefined;
  /** The identity of the configuration that serves, as it was when it had started. */
  #configuration: string | undefined;
  #queryCount = 0;
  #telling: NodeJS.Immediate | undefined;
  #toldClusters = "[]";

  constructor(options: HostedEngineOptions) {
    this.#options = options;
    const { world } = options;
    this.#recent = new RecentQueries(options.clock);
    this.#queries = new QueryBatch(options.tell);
    world.onChange(() => this.#tellListeners());
    world.onNoFixture((question) => options.tell({ kind: "no-fixture", question }));
    this.#hooks.place = (wanted) => world.place(wanted);
    if (world.isWatched) {
      this.#hooks.observe = (client, transport) => this.#observe(client, transport);
      this.#hooks.onQuery = (finished) => this.#note(finished);
    } else {
      this.#hooks.opened = (listeners) =>
        this.#options.tell({ kind: "listeners", listeners: listeners.map(described) });
    }
  }

  async check(snapshot: Snapshot): Promise<readonly Problem[]> {
    return this.#look(await this.#surround(snapshot), (source) => this.#options.engine.check(source));
  }

  async rehearse(snapshot: Snapshot): Promise<Rehearsed> {
    const surrounded = await this.#surround(snapshot);
    const problems = await this.#look(surrounded, (source) =>
      this.#options.engine.rehearse({
        ...source,
        host: { ...source.host, http: silentHttp, storage: forgetfulStorage, ...unasked(source.host) },
      }),
    );
    return { problems, configuration: surrounded.identity() };
  }

  async advise(snapshot: Snapshot): Promise<readonly Problem[]> {
    const { source } = await this.#surround(snapshot);
    const text = corefileFiles(source.host.files).read(source.corefile);
    // Loaded only here: who serves or asks needs no rules.
    const { advise } = await import("../advise.ts");
    if (typeof text !== "string") return [];
    const { directives } = await allDirectives();
    return advise({ text, source, directives, ...(snapshot.settings === undefined ? {} : { helpForUnset }) });
  }

  async pods(snapshot: Snapshot): Promise<PodWorld> {
    const { source } = await this.#surround(snapshot);
    // Loaded only here: who serves or asks needs no manifests of pods.
    const { NODE_RESOLV_CONF, readPodWorld } = await import("../pod-world.ts");
    const { directives } = await allDirectives();
    return readPodWorld({
      files: source.host.files,
      configuration: readConfiguration(source),
      directives: directivesOf(source.release, directives),
      cluster: snapshot.cluster,
      nodeFiles: [NODE_RESOLV_CONF],
    });
  }

  async coverable({ paths, ...snapshot }: CoverableOrder): Promise<readonly Coverable[]> {
    const { source } = await this.#surround(snapshot);
    // Loaded only here: who serves or asks needs no language service.
    const { coverableIn } = await import("../dns-tests/coverable-in.ts");
    return coverableIn(source, paths);
  }

  async apply({ ports, places, ...snapshot }: ApplyOrder): Promise<Applied> {
    const { world, engine } = this.#options;
    const surrounded = await this.#surround(snapshot);
    const { source, problems } = surrounded;
    const unreadable = this.#unreadable(source);
    if (unreadable !== undefined) return this.#applied(false, [unreadable, ...problems]);
    // Listeners cannot be moved: what serves is ended, and opened at its new places.
    if (world.ports !== undefined && ports !== undefined && ports !== world.ports) await this.stop();
    world.placeAt({ ports, places });
    const result = await (this.#running?.reload(source) ?? engine.start(source, this.#hooks));
    if (result.kind === "running") this.#take(result, surrounded);
    return this.#applied(result.kind === "running", [...result.problems, ...problems]);
  }

  #applied(applied: boolean, problems: readonly Problem[]): Applied {
    const configuration = this.#running === undefined ? undefined : this.#configuration;
    return { applied, configuration, problems, listeners: this.#listeners(), clusters: this.#clusters() };
  }

  /** What was told last need not be told again. */
  #clusters(): readonly ClusterSource[] {
    const clusters = (this.#running?.offers(CLUSTER_SOURCE) ?? []).map((source) => source());
    this.#toldClusters = JSON.stringify(clusters);
    return clusters;
  }

  watch(order: NumberedWatch): void {
    this.#watches.set(watchKey(order.source, order.transport), order);
    this.#hooks.observe ??= (client, transport) => this.#observe(client, transport);
  }

  soFar(watchId: number): Explanation | undefined {
    return this.#waiting.get(watchId)?.();
  }

  explanation(queryId: number): Explanation | undefined {
    return this.#recent.explanation(queryId);
  }

  names({ typed, most = MAX_NAMES }: NamesOrder): readonly KnownName[] {
    const sources = (this.#running?.offers(KNOWN_NAMES) ?? []).map((names) => names());
    return namesLike(typed, sources, most);
  }

  impose(change: ConditionsRequest): ConditionsReply {
    const { conditions } = this.#options.world;
    if (conditions === undefined) throw new CannotDo(NOT_IN_EARNEST);
    conditions.impose(change);
    return conditions.describe(this.#running);
  }

  unwatch(watchId: number): void {
    this.#waiting.delete(watchId);
    for (const [key, order] of this.#watches) if (order.watchId === watchId) this.#watches.delete(key);
    this.#lookAway();
  }

  async metrics(): Promise<readonly FamilyCounts[]> {
    return this.#options.counted?.() ?? [];
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    this.#queries.send();
  }

  /** The engine must end, by its own words; this thread stays for the next configuration. */
  #end(corefile: string, message: string): void {
    const plugin = /^plugin\/([a-z0-9_]+): /.exec(message)?.[1];
    const range = (plugin === undefined ? undefined : this.#running?.placeOf(plugin)) ?? startOf(corefile);
    const problem: Problem = { code: ENDED_ITSELF, severity: "error", cause: "here", message, range, help: ENDED_HELP };
    const ended = this.#options.world.endsAtOnce ? Promise.resolve() : this.stop();
    void ended.then(() => this.#options.tell({ kind: "ended", problem }));
  }

  /** What there is to say of a configuration, CoreDNS's own words first. */
  async #look(
    { source, problems }: Surrounded,
    look: (source: EngineSource) => Promise<readonly Problem[]>,
  ): Promise<readonly Problem[]> {
    const unreadable = this.#unreadable(source);
    return [...(unreadable === undefined ? await look(source) : [unreadable]), ...problems];
  }

  #unreadable(source: EngineSource): Problem | undefined {
    const mayBeMissing = this.#options.world.servesDefault && this.#running === undefined;
    return mayBeMissing ? undefined : unreadableCorefile(source);
  }

  #surround(snapshot: Snapshot): Promise<Surrounded> {
    const { world, tell, clock } = this.#options;
    const onFatal = (text: string): void => this.#end(snapshot.corefile, text);
    return world.surround(snapshot, createNoticeLog({ tell, clock, onFatal }));
  }

  #take(running: Instance, { identity }: Surrounded): void {
    this.#running = running;
    this.#configuration = identity();
    this.#options.world.keepOnly(running.listeners);
  }

  /** Once for all that are closed in one go, and only while something serves: the end is told in another way. */
  #tellListeners(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = undefined;
      if (this.#running === undefined) return;
      this.#options.tell({ kind: "listeners", listeners: this.#listeners() });
      const before = this.#toldClusters;
      const clusters = this.#clusters();
      if (this.#toldClusters !== before) this.#options.tell({ kind: "clusters", clusters });
    });
  }

  #listeners(): readonly Listener[] {
    return [...(this.#running?.listeners ?? []).map(described), ...this.#options.world.others()];
  }

  /** One order is good for one query. */
  #observe(client: Endpoint, transport: Transport): Observation | undefined {
    const order = this.#orderFor(client, transport);
    // Of a flood nothing is made for a query that is not watched.
    if (order === undefined && !(this.#options.world.isWatched && this.#recent.mayWatch())) return undefined;
    const configuration = this.#configuration;
    const keep = (explanation: Explanation): void => this.#recent.keep(this.#queryCount, explanation);
    if (order === undefined) return { explained: (explanation) => keep({ ...explanation, configuration }) };
    const { watchId, countsAs, startAt } = order;
    return {
      countsAs,
      startAt,
      waits: (tell) => this.#waiting.set(watchId, () => ({ ...tell(), configuration })),
      explained: (explanation) => {
        this.#waiting.delete(watchId);
        const told = { ...explanation, configuration };
        keep(told);
        this.#options.tell({ kind: "explained", watchId, queryId: this.#queryCount, explanation: told });
      },
    };
  }

  #orderFor(client: Endpoint, transport: Transport): NumberedWatch | undefined {
    if (this.#watches.size === 0) return undefined;
    const key = watchKey(client, transport);
    const order = this.#watches.get(key);
    this.#watches.delete(key);
    this.#lookAway();
    return order;
  }

  /** Where nobody watches all queries, nothing is made for one when no watch is left. */
  #lookAway(): void {
    if (!this.#options.world.isWatched && this.#watches.size === 0) this.#hooks.observe = undefined;
  }

  #note(finished: () => FinishedQuery): void {
    this.#queryCount += 1;
    const id = this.#queryCount;
    this.#queries.add(() => {
      const { client, question, answeredBy, ...rest } = finished();
      const atMs = this.#options.clock.nowMs();
      const from = joinHostPort(client.address, client.port);
      return { id, atMs, client: from, ...question, ...rest, ...(answeredBy === undefined ? {} : { answeredBy }) };
    });
  }
}

/** For a rehearsal, which comes with each edit: nobody asks a cluster, and nobody waits for one. */
function unasked({ clusters }: Host): Pick<Host, "clusters"> {
  return { clusters: { ...clusters, startWithinMs: 0, follow: () => () => undefined } };
}

/** For a rehearsal: servers that never listen and say that they do. */
const silentHttp: HttpServers = {
  listen: async ({ text, address, port }) => ({
    bound: { address, port },
    ask: async () => ({ kind: "error", text: `Get "http://${text}": this is a rehearsal` }),
    close: async () => undefined,
  }),
};

function described({ label, kind, wanted, bound, serves, sockets, isClear }: OpenListener): Listener {
  const clear = isClear === undefined ? {} : { isClear };
  return { label, kind, wanted: { ...wanted }, bound: { ...bound }, serves: [...serves], sockets, ...clear };
}

function watchKey({ address, port }: Endpoint, transport: string): string {
  return `${transport} ${address.replace(/^::ffff:/, "")} ${port}`;
}

/** Loaded only here: what serves has those of its own Corefile. */
function allDirectives(): Promise<typeof import("../../../lib/plugins/directives.gen.ts")> {
  return import("../../../lib/plugins/directives.gen.ts");
}
