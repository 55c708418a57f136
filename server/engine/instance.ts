/**
 * What our own engine is inside its thread: Corefile in, sockets answering, every reply explained to whoever watches. Whoever
 * runs it gives it the world as a `Host`. What every engine can do stands in `engine.ts`.
 */

import type { Endpoint, Transport } from "../../lib/chain/arrival.ts";
import type { Key } from "../../lib/chain/key.ts";
import type { Explanation, StartingPoint } from "../../lib/explanation/explanation.ts";
import type { Host } from "../../lib/ports/host.ts";
import type { Role } from "../../lib/set-up/life-cycle.ts";
import type { KeyTransport } from "../../lib/set-up/setup.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { Refused } from "./engine.ts";

/** What a configuration is read from. */
export interface EngineSource {
  /** The Corefile's path, as problems name it; read through `host.files`. */
  readonly corefile: string;
  /** The port of server blocks that name none (CoreDNS's `-dns.port`). */
  readonly defaultPort: number;
  readonly host: Host;
  /** `primary` if left out. */
  readonly role?: Role;
  /** The release whose directives, options and order count; the newest without it. */
  readonly release?: string | undefined;
}

/** A listener that a configuration wants. */
export interface WantedListener {
  /** In CoreDNS's words: `dns://:53`, `tls://127.0.0.1:853`. */
  readonly label: string;
  readonly kind: KeyTransport;
  /** Address and port of the Corefile; the address is empty for all. */
  readonly wanted: Endpoint;
  /** Zones of the server blocks behind it. */
  readonly serves: readonly string[];
  /** How many sockets share the address (plugin multisocket). One of them answers here: a thread has no use for more. */
  readonly sockets: number;
  /** True where a transport that is made for TLS is in the clear. */
  readonly isClear?: boolean;
}

/** A listener that is open, and where. */
export interface OpenListener extends WantedListener {
  readonly bound: Endpoint;
}

/** Somebody wants to know about one query. */
export interface Observation {
  /** The client's address that the chain should see instead of the real one. */
  readonly countsAs?: string | undefined;
  /** The plugin that the query is put to, past those before it. */
  readonly startAt?: StartingPoint | undefined;
  /** Called once when the query has begun to wait for something; `tell` tells how far it has come. */
  readonly waits?: (tell: () => Explanation) => void;
  /** Called once, when the query is done and `onQuery` was told of it, whether or not a reply was sent. */
  explained(explanation: Explanation): void;
}

/** A query that is done, for the log of queries. */
export interface FinishedQuery {
  readonly client: Endpoint;
  readonly transport: Transport;
  /** The listener's label. */
  readonly listener: string;
  readonly question: { readonly name: string; readonly type: string; readonly class: string };
  /** IANA's word; empty when nothing was sent. */
  readonly rcode: string;
  readonly answeredBy?: string | undefined;
  /** Octets of the reply. */
  readonly sizeBytes: number;
  readonly tookMicros: number;
}

/** What its runner may hang into an engine; what is left out costs nothing. */
export interface EngineHooks {
  /** Where to really listen; by default where the configuration says. */
  readonly place?: (listener: WantedListener) => Promise<Endpoint>;
  /** Asked for each query that arrives; with `undefined` nobody watches it. */
  readonly observe?: ((client: Endpoint, transport: Transport) => Observation | undefined) | undefined;
  /** Told once the listeners of a configuration are open, before what serves says anything. */
  readonly opened?: (listeners: readonly OpenListener[]) => void;
  /** Told of each query that is done; `describe` puts it together. */
  readonly onQuery?: (describe: () => FinishedQuery) => void;
}

/** A configuration that serves (CoreDNS, caddy.Instance). */
export interface Instance {
  readonly kind: "running";
  /** Warnings of the configuration that serves. */
  readonly problems: readonly Problem[];
  readonly listeners: readonly OpenListener[];
  /** What the handlers of all its server blocks offer under a key. */
  offers<Value>(key: Key<Value>): readonly Value[];
  /** Where the Corefile uses a plugin first. */
  placeOf(plugin: string): Range | undefined;
  /**
   * Swaps another configuration in without losing a query: listeners that stay are kept, the old chain finishes its
   * queries. When it is refused this one goes on as if nothing had happened.
   */
  reload(source: EngineSource): Promise<Instance | Refused>;
  /** Closes the listeners and runs the tasks of `onStop` and `onFinalStop`. */
  stop(): Promise<void>;
}

/** Our own engine: `embeddedEngine`. */
export interface EmbeddedEngine {
  /** All that can be told without opening a listener. */
  check(source: EngineSource): Promise<readonly Problem[]>;
  /** The same, and what its start tasks say; ended at once. Nothing listens if the source's host lets nothing listen. */
  rehearse(source: EngineSource): Promise<readonly Problem[]>;
  start(source: EngineSource, hooks?: EngineHooks): Promise<Instance | Refused>;
}
