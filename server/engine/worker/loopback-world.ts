/**
 * The world of the studio and of `query`: files behind the jail with the editor's drafts over them, an environment made for the
 * Corefile, and every listener on loopback.
 */
import type { Listener } from "../../../lib/api/engine.ts";
import type { Exchange } from "../../../lib/ports/exchange.ts";
import type { Files } from "../../../lib/ports/files.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { Log } from "../../../lib/ports/log.ts";
import type { KeyTransport } from "../../../lib/set-up/setup.ts";
import type { SettingsRead } from "../../../lib/studio-settings/settings.ts";
import { type Overlay, overlayFiles } from "../../host/overlay-files.ts";
import { networksOf } from "../../listeners/openers.ts";
import { jailFiles } from "../../workspaces/jailed-files.ts";
import { jailStorage } from "../../workspaces/jailed-storage.ts";
import type { Conditions } from "../conditions/conditions.ts";
import { fixtureExchange } from "../dns-tests/fixture-exchange.ts";
import type { PortPreference, Snapshot } from "../engine.ts";
import type { OpenListener, WantedListener } from "../instance.ts";
import { type ModelOfFolder, withModelCluster } from "../model-cluster.ts";
import { ReadFiles } from "../read-files.ts";
import { workspaceSettings } from "../workspace-settings.ts";
import { jailKeyValues } from "./jailed-key-values.ts";
import { jailCloudZones, jailWeb } from "./jailed-services.ts";
import { jailStreams } from "./jailed-streams.ts";
import { LoopbackHttp } from "./loopback-http.ts";
import { LoopbackPorts, type PortNeed, type Wanted } from "./loopback-ports.ts";
import { redirectOwnUpstreams } from "./own-upstreams.ts";
import type { ClusterPart, WorkspaceClusters } from "./workspace-clusters.ts";
import type { Places, Surrounded, World } from "./world.ts";

export interface LoopbackWorldOptions {
  /** The world as it is; what the engine sees of it is narrowed here. */
  readonly host: Host;
  /** Where listeners are placed until an order says otherwise. */
  readonly ports: PortPreference;
  /** What may be made to happen; time and upstreams are the real ones without it. */
  readonly conditions?: Conditions;
  /** Texts over all files, and what they hide: a pod's view of them. */
  readonly overlay?: Overlay | undefined;
  /** The port of server blocks that name none; 53 if left out. */
  readonly defaultPort?: number;
  /** What of clusters outlives an edit; without it each configuration finds them anew, as CoreDNS does. */
  readonly clusters?: WorkspaceClusters;
}

const NO_SETTINGS: SettingsRead = { settings: { environment: {} }, problems: [] };

export class LoopbackWorld implements World {
  readonly isWatched = true;
  readonly servesDefault = false;
  readonly endsAtOnce = false;
  readonly #options: LoopbackWorldOptions;
  readonly #ports: LoopbackPorts;
  readonly #http: LoopbackHttp;
  #changed: () => void = () => undefined;
  #noFixture: (question: string) => void = () => undefined;

  constructor(options: LoopbackWorldOptions) {
    const { host, ports } = options;
    this.#options = options;
    const ownAddresses = (): string[] => host.identity.interfaces().map(({ address }) => address);
    this.#ports = new LoopbackPorts({ prefer: ports, ownAddresses });
    this.#http = new LoopbackHttp(host.http, this.#ports, () => this.#changed());
    options.clusters?.onChange(() => this.#changed());
  }

  get conditions(): Conditions | undefined {
    return this.#options.conditions;
  }

  get ports(): PortPreference {
    return this.#ports.preference;
  }

  /** What the process around has in its environment stays out: the folder may come from anybody. */
  async surround({ settings: path, environment, ...snapshot }: Snapshot, log: Log): Promise<Surrounded> {
    const { host, overlay, conditions, defaultPort = 53 } = this.#options;
    const jailed = jailFiles(host.files, snapshot);
    const files = overlay === undefined ? jailed : overlayFiles(jailed, overlay);
    const { settings, problems } = path === undefined ? NO_SETTINGS : await workspaceSettings(files, path);
    const release = snapshot.release ?? settings.release;
    const read = new ReadFiles(files, { ...environment, ...settings.environment });
    const modelled = await this.#clustersOf(snapshot, read);
    const exchange = this.#upstreams(snapshot);
    const source = {
      corefile: snapshot.corefile,
      defaultPort,
      release,
      host: {
        ...host,
        clock: conditions?.clock ?? host.clock,
        files: read,
        identity: { ...host.identity, environment: read.environment },
        clusters: modelled.clusters,
        cloudZones: jailCloudZones(host.cloudZones),
        keyValues: jailKeyValues(host.keyValues, snapshot),
        web: jailWeb(host.web, snapshot),
        http: this.#http,
        storage: jailStorage(host.storage, snapshot.root),
        streams: jailStreams(host.streams, { ...snapshot, ports: this.#ports }),
        exchange: conditions?.over(exchange) ?? exchange,
        // A folder may come from anybody: opening it runs nothing.
        commands: undefined,
        log,
      },
    };
    return {
      source,
      problems: [...problems, ...modelled.problems],
      identity: () => identityOf(read, { ...snapshot, release }),
    };
  }

  /** Listeners of the configuration itself are asked where they are, whatever stands for the upstreams beyond it. */
  #upstreams({ upstreams }: Pick<Snapshot, "upstreams">): Exchange {
    const { host } = this.#options;
    const base = redirectOwnUpstreams(host.exchange, this.#ports);
    if (upstreams === undefined) return base;
    return fixtureExchange({
      ...upstreams,
      base,
      clock: host.clock,
      isOwn: (endpoint) => this.#ports.find(endpoint, endpoint.transport === "udp" ? "udp" : "tcp") !== undefined,
      onMissing: (question) => this.#noFixture(question),
    });
  }

  async #clustersOf(snapshot: ClusterPart, files: Files): Promise<ModelOfFolder> {
    const { host, clusters } = this.#options;
    if (clusters !== undefined) return clusters.of(snapshot, files);
    const { cluster: folder } = snapshot;
    return folder === undefined
      ? { clusters: host.clusters, problems: [] }
      : withModelCluster(host.clusters, files, { folder });
  }

  placeAt({ ports }: Places): void {
    if (ports !== undefined && ports !== this.ports) this.#ports.moveTo(ports);
  }

  place({ wanted, kind }: WantedListener): ReturnType<World["place"]> {
    return this.#ports.choose({ ...wanted, need: needOf(kind) });
  }

  keepOnly(listeners: readonly OpenListener[]): void {
    const dns = listeners.map(({ wanted, kind }): Wanted => ({ ...wanted, need: needOf(kind) }));
    this.#ports.keepOnly([...dns, ...this.#http.wanted()]);
  }

  others(): readonly Listener[] {
    return this.#http.listeners();
  }

  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  onNoFixture(hear: (question: string) => void): void {
    this.#noFixture = hear;
  }
}

/** What was read, and the cluster that was chosen. */
function identityOf(
  { identity }: ReadFiles,
  { connection, release }: Pick<Snapshot, "connection" | "release">,
): string {
  const around = [connection?.name, release].filter((one) => one !== undefined);
  return [identity, ...around].join("@");
}

/** A listener's port must be free for all that its transport opens. */
export function needOf(kind: KeyTransport): PortNeed {
  const [network = "tcp", ...more] = networksOf(kind);
  return more.length > 0 ? "both" : network;
}
