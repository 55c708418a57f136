/**
 * An engine as the studio and `corefile-studio query` run it: files behind the jail with the editor's drafts over them, an
 * environment made for it, listeners on loopback, log lines and queries as notices, and explanations for those queries that
 * are watched.
 */

import type { Listener } from "../../../lib/api/engine.ts";
import type { Endpoint, Transport } from "../../../lib/chain/query.ts";
import { startOf } from "../../../lib/corefile/configuration.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import { joinHostPort } from "../../../lib/go/net.ts";
import { directives } from "../../../lib/plugins/directives.gen.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { HttpServers } from "../../../lib/ports/http.ts";
import type { KeyTransport } from "../../../lib/set-up/setup.ts";
import type { SettingsRead } from "../../../lib/studio-settings/settings.ts";
import { helpForUnset } from "../../../lib/studio-settings/variables.ts";
import { ENDED_ITSELF, type Problem } from "../../../lib/text/problem.ts";
import { type Overlay, overlayFiles } from "../../host/overlay-files.ts";
import { networksOf } from "../../listeners/openers.ts";
import { jailFiles } from "../../workspaces/jailed-files.ts";
import { unreadableCorefile } from "../configuration.ts";
import { corefileFiles } from "../corefile-files.ts";
import type { PortPreference, Snapshot } from "../engine.ts";
import type { EmbeddedEngine, EngineHooks, EngineSource, FinishedQuery, Instance, Observation } from "../instance.ts";
import { ReadFiles } from "../read-files.ts";
import { RecentQueries } from "../recent-queries.ts";
import { workspaceSettings } from "../workspace-settings.ts";
import { LoopbackHttp } from "./loopback-http.ts";
import { LoopbackPorts, type PortNeed, type Wanted } from "./loopback-ports.ts";
import { createNoticeLog } from "./notice-log.ts";
import { redirectOwnUpstreams } from "./own-upstreams.ts";
import { QueryBatch } from "./query-batch.ts";
import type { Applied, ApplyOrder, EngineNotice, HostedEngine, NumberedWatch, Rehearsed } from "./worker-messages.ts";

export interface HostedEngineOptions {
  readonly engine: EmbeddedEngine;
  /** The world as it is; what the engine sees of it is narrowed here. */
  readonly host: Host;
  /** Where listeners are placed until an order says otherwise. */
  readonly ports: PortPreference;
  /** Texts over all files, and what they hide: a pod's view of them. */
  readonly overlay?: Overlay | undefined;
  /** The port of server blocks that name none; 53 if left out. */
  readonly defaultPort?: number;
  readonly tell: (notice: EngineNotice) => void;
}

const ENDED_HELP = "CoreDNS starts and soon ends with these words. The last explanation shows how far it got.";

const NO_SETTINGS: SettingsRead = { settings: { environment: {} }, problems: [] };

/** Makes a hosted engine; nothing is started before the first `apply`. */
export function createHostedEngine(options: HostedEngineOptions): HostedEngine {
  return new Hosted(options);
}

/** A configuration in its world, and what is wrong with the settings beside it. */
interface Surrounded {
  readonly source: EngineSource;
  readonly read: ReadFiles;
  readonly problems: readonly Problem[];
}

class Hosted implements HostedEngine {
  readonly #options: HostedEngineOptions;
  readonly #ports: LoopbackPorts;
  readonly #http: LoopbackHttp;
  readonly #queries: QueryBatch;
  readonly #watches = new Map<string, NumberedWatch>();
  /** Watched queries that wait for something, and how far each has come. */
  readonly #waiting = new Map<number, () => Explanation>();
  readonly #recent: RecentQueries;
  #running: Instance | undefined;
  /** The identity of the configuration that serves, as it was when it had started. */
  #configuration: string | undefined;
  #queryCount = 0;
  #telling: NodeJS.Immediate | undefined;

  constructor(options: HostedEngineOptions) {
    this.#options = options;
    this.#ports = new LoopbackPorts({
      prefer: options.ports,
      ownAddresses: () => options.host.identity.interfaces().map(({ address }) => address),
    });
    this.#recent = new RecentQueries(options.host.clock);
    this.#http = new LoopbackHttp(options.host.http, this.#ports, () => this.#tellListeners());
    this.#queries = new QueryBatch(options.tell);
  }

  async check(snapshot: Snapshot): Promise<readonly Problem[]> {
    return this.#look(await this.#surround(snapshot), (source) => this.#options.engine.check(source));
  }

  async rehearse(snapshot: Snapshot): Promise<Rehearsed> {
    const surrounded = await this.#surround(snapshot);
    const problems = await this.#look(surrounded, (source) =>
      this.#options.engine.rehearse({ ...source, host: { ...source.host, http: silentHttp } }),
    );
    return { problems, configuration: surrounded.read.identity };
  }

  async advise(snapshot: Snapshot): Promise<readonly Problem[]> {
    const { source } = await this.#surround(snapshot);
    const text = corefileFiles(source.host.files).read(source.corefile);
    // Loaded only here: who serves or asks needs no rules.
    const { advise } = await import("../advise.ts");
    if (typeof text !== "string") return [];
    return advise({ text, source, directives, ...(snapshot.settings === undefined ? {} : { helpForUnset }) });
  }

  async apply({ ports = this.#ports.preference, ...snapshot }: ApplyOrder): Promise<Applied> {
    const { source, read, problems } = await this.#surround(snapshot);
    const unreadable = unreadableCorefile(source);
    if (unreadable !== undefined) return this.#applied(false, [unreadable, ...problems]);
    if (ports !== this.#ports.preference) await this.#moveTo(ports);
    const hooks: EngineHooks = {
      place: ({ wanted, kind }) => this.#ports.choose({ ...wanted, need: needOf(kind) }),
      observe: (client, transport) => this.#observe(client, transport),
      onQuery: (finished) => this.#note(finished),
    };
    const result = await (this.#running?.reload(source) ?? this.#options.engine.start(source, hooks));
    if (result.kind === "running") this.#take(result, read);
    return this.#applied(result.kind === "running", [...result.problems, ...problems]);
  }

  #applied(applied: boolean, problems: readonly Problem[]): Applied {
    const configuration = this.#running === undefined ? undefined : this.#configuration;
    return { applied, configuration, problems, listeners: this.#listeners() };
  }

  /** Listeners cannot be moved: what serves is ended, and what is applied next opens them at their new places. */
  async #moveTo(ports: PortPreference): Promise<void> {
    await this.stop();
    this.#ports.moveTo(ports);
  }

  watch(order: NumberedWatch): void {
    this.#watches.set(watchKey(order.source, order.transport), order);
  }

  soFar(watchId: number): Explanation | undefined {
    return this.#waiting.get(watchId)?.();
  }

  explanation(queryId: number): Explanation | undefined {
    return this.#recent.explanation(queryId);
  }

  unwatch(watchId: number): void {
    this.#waiting.delete(watchId);
    for (const [key, order] of this.#watches) if (order.watchId === watchId) this.#watches.delete(key);
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
    void this.stop().then(() => this.#options.tell({ kind: "ended", problem }));
  }

  /** What there is to say of a configuration, CoreDNS's own words first. */
  async #look(
    { source, problems }: Surrounded,
    look: (source: EngineSource) => Promise<readonly Problem[]>,
  ): Promise<readonly Problem[]> {
    const unreadable = unreadableCorefile(source);
    return [...(unreadable === undefined ? await look(source) : [unreadable]), ...problems];
  }

  /** What the process around has in its environment stays out: the folder may come from anybody. */
  async #surround({ settings: path, environment, ...snapshot }: Snapshot): Promise<Surrounded> {
    const { host, overlay } = this.#options;
    const jailed = jailFiles(host.files, snapshot);
    const files = overlay === undefined ? jailed : overlayFiles(jailed, overlay);
    const { settings, problems } = path === undefined ? NO_SETTINGS : await workspaceSettings(files, path);
    const visible = { ...environment, ...settings.environment };
    const read = new ReadFiles(files, visible);
    return { source: this.#source(snapshot.corefile, read), read, problems };
  }

  #source(corefile: string, read: ReadFiles): EngineSource {
    const { host, tell, defaultPort = 53 } = this.#options;
    return {
      corefile,
      defaultPort,
      host: {
        ...host,
        files: read,
        identity: { ...host.identity, environment: read.environment },
        http: this.#http,
        exchange: redirectOwnUpstreams(host.exchange, this.#ports),
        log: createNoticeLog({ tell, clock: host.clock, onFatal: (text) => this.#end(corefile, text) }),
      },
    };
  }

  #take(running: Instance, read: ReadFiles): void {
    this.#running = running;
    this.#configuration = read.identity;
    const dns = running.listeners.map(({ wanted, kind }): Wanted => ({ ...wanted, need: needOf(kind) }));
    this.#ports.keepOnly([...dns, ...this.#http.wanted()]);
  }

  /** Once for all that are closed in one go, and only while something serves: the end is told in another way. */
  #tellListeners(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = undefined;
      if (this.#running !== undefined) this.#options.tell({ kind: "listeners", listeners: this.#listeners() });
    });
  }

  #listeners(): readonly Listener[] {
    const dns = (this.#running?.listeners ?? []).map(({ label, kind, wanted, bound, serves }) => ({
      label,
      kind,
      wanted: { ...wanted },
      bound: { ...bound },
      serves: [...serves],
    }));
    return [...dns, ...this.#http.listeners()];
  }

  /** One order is good for one query. */
  #observe(client: Endpoint, transport: Transport): Observation | undefined {
    const order = this.#orderFor(client, transport);
    // Of a flood nothing is made for a query that is not watched.
    if (order === undefined && !this.#recent.mayWatch()) return undefined;
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
    return order;
  }

  #note(finished: () => FinishedQuery): void {
    this.#queryCount += 1;
    const id = this.#queryCount;
    this.#queries.add(() => {
      const { client, question, answeredBy, ...rest } = finished();
      const atMs = this.#options.host.clock.nowMs();
      const from = joinHostPort(client.address, client.port);
      return { id, atMs, client: from, ...question, ...rest, ...(answeredBy === undefined ? {} : { answeredBy }) };
    });
  }
}

/** For a rehearsal: servers that never listen and say that they do. */
const silentHttp: HttpServers = {
  listen: async ({ text, address, port }) => ({
    bound: { address, port },
    ask: async () => ({ kind: "error", text: `Get "http://${text}": this is a rehearsal` }),
    close: async () => undefined,
  }),
};

/** A listener's port must be free for all that its transport opens. */
function needOf(kind: KeyTransport): PortNeed {
  const [network = "tcp", ...more] = networksOf(kind);
  return more.length > 0 ? "both" : network;
}

function watchKey({ address, port }: Endpoint, transport: string): string {
  return `${transport} ${address.replace(/^::ffff:/, "")} ${port}`;
}
