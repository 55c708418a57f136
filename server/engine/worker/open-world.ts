/** The world of `serve`: this machine as it is. Of workers that serve together a replica has no HTTP, and its places told. */
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { HttpServers } from "../../../lib/ports/http.ts";
import type { Log } from "../../../lib/ports/log.ts";
import type { Role } from "../../../lib/set-up/life-cycle.ts";
import { overlayFiles } from "../../host/overlay-files.ts";
import type { Snapshot } from "../engine.ts";
import type { WantedListener } from "../instance.ts";
import { withModelCluster } from "../model-cluster.ts";
import type { Places, Surrounded, World } from "./world.ts";

export interface OpenWorldOptions {
  readonly host: Host;
  /** The port of server blocks that name none. */
  readonly defaultPort: number;
  readonly role: Role;
}

export class OpenWorld implements World {
  readonly ports = undefined;
  readonly conditions = undefined;
  readonly isWatched = false;
  readonly servesDefault = true;
  readonly endsAtOnce = true;
  readonly #options: OpenWorldOptions;
  #places: Readonly<Record<string, Socket>> = {};
  #speaks: Speaks = { isOn: false };

  constructor(options: OpenWorldOptions) {
    this.#options = options;
  }

  async surround({ corefile, drafts, environment, cluster }: Snapshot, log: Log): Promise<Surrounded> {
    const { host, defaultPort, role } = this.#options;
    const texts = new Map(Object.entries(drafts).map(([path, text]) => [host.files.absolute(path), text]));
    const files = texts.size === 0 ? host.files : overlayFiles(host.files, { texts });
    const identity = { ...host.identity, environment };
    const parts = role === "replica" ? { http: noHttp, log: this.#quietAtFirst(log) } : { http: host.http, log };
    const modelled =
      cluster === undefined ? undefined : await withModelCluster(host.clusters, files, { folder: cluster });
    const clusters = modelled?.clusters ?? host.clusters;
    const source = { corefile, defaultPort, role, host: { ...host, files, identity, clusters, ...parts } };
    return { source, problems: modelled?.problems ?? [], identity: () => undefined };
  }

  placeAt({ places }: Places): void {
    this.#places = places ?? {};
  }

  async place({ label, wanted }: WantedListener): Promise<Socket> {
    return this.#places[label] ?? wanted;
  }

  /** The configuration serves: what its start had to say the primary has said. */
  keepOnly(): void {
    this.#speaks.isOn = true;
  }

  others(): readonly Listener[] {
    return [];
  }

  onChange(): void {}

  onNoFixture(): void {}

  #quietAtFirst(log: Log): Log {
    const speaks: Speaks = { isOn: false };
    this.#speaks = speaks;
    return quietUntil(speaks, log);
  }
}

/** Whether a configuration may speak. */
interface Speaks {
  isOn: boolean;
}

/** The same log, without a word before `speaks` is on; what ends the engine is always said. */
function quietUntil(speaks: Speaks, log: Log): Log {
  const when = (say: (text: string) => void) => (text: string) => {
    if (speaks.isOn) say(text);
  };
  return {
    debug: when((text) => log.debug(text)),
    info: when((text) => log.info(text)),
    warning: when((text) => log.warning(text)),
    error: when((text) => log.error(text)),
    plain: when((text) => log.plain(text)),
    fatal: (text) => log.fatal(text),
    debugging: log.debugging,
    forPlugin: (name) => quietUntil(speaks, log.forPlugin(name)),
  };
}

/** What listens over HTTP is the primary's; a plugin that forgets that hears of it. */
const noHttp: HttpServers = {
  listen: async ({ text }) => ({ kind: "error", text: `listen tcp ${text}: a replica serves no HTTP` }),
};
