/** How queries are handed to upstream servers (CoreDNS, plugin forward). */
import type { CanonicalName } from "../../dns/name/name.ts";
import type { PolicyName } from "../../plugin-kit/policy.ts";

/** How an upstream that failed is watched until it answers again. */
export interface HealthSettings {
  readonly intervalMs: number;
  readonly recursionDesired: boolean;
  readonly domain: CanonicalName;
}

/** How connections to one upstream are made and kept. */
export interface ConnectionSettings {
  /** How long an idle connection is kept. */
  readonly expireMs: number;
  /** How old a connection may become; 0 for any age. */
  readonly maxAgeMs: number;
  /** Idle connections of each transport; 0 for any number. */
  readonly maxIdle: number;
  readonly readTimeoutMs: number;
  readonly sourceAddress: string | undefined;
}

/** All settings of one use of the directive, apart from its upstreams. */
export interface ForwardSettings {
  readonly from: CanonicalName;
  readonly except: readonly CanonicalName[];
  readonly policy: PolicyName;
  /** Failed health checks in a row that an upstream may have and still be asked; 0 to ask it always. */
  readonly maxFails: number;
  readonly health: HealthSettings;
  readonly connections: ConnectionSettings;
  /** How upstreams over HTTPS are asked; without a host requests name address and port. */
  readonly https: { readonly method: "GET" | "POST"; readonly host: string };
  readonly forceTcp: boolean;
  readonly preferUdp: boolean;
  /** Queries under way at a time, and the number as it stands in the Corefile; 0 for any number. */
  readonly maxConcurrent: { readonly limit: number; readonly text: string };
  /** Codes for which the next forward is asked, if there is one. */
  readonly nextRcodes: readonly number[];
  readonly nextOnNodata: boolean;
  /** Codes for which the next upstream is asked. */
  readonly failoverRcodes: readonly number[];
  readonly failfast: boolean;
  /** Failed attempts per query, 0 for no limit; undefined for two per upstream. */
  readonly maxConnectAttempts: number | undefined;
  /** Files that upstreams were read from, once. */
  readonly files: readonly string[];
}

/** What holds where the Corefile says nothing. */
export const FORWARD_DEFAULTS = {
  except: [],
  policy: "random",
  maxFails: 2,
  connections: { expireMs: 10_000, maxAgeMs: 0, maxIdle: 0, readTimeoutMs: 2000, sourceAddress: undefined },
  https: { method: "POST", host: "" },
  forceTcp: false,
  preferUdp: false,
  maxConcurrent: { limit: 0, text: "0" },
  nextRcodes: [],
  nextOnNodata: false,
  failoverRcodes: [],
  failfast: false,
  maxConnectAttempts: undefined,
  files: [],
} as const satisfies Omit<ForwardSettings, "from" | "health">;

/** How often a failed upstream is looked at. */
export const HEALTH_INTERVAL_MS = 500;
