/** All that a plugin may want of the world outside, in one bundle. */
import type { Hmac } from "../dns/tsig/algorithm.ts";
import type { Certificates } from "./certificates.ts";
import type { Clock } from "./clock.ts";
import type { CloudZones } from "./cloud-zones.ts";
import type { Clusters } from "./clusters.ts";
import type { Commands } from "./commands.ts";
import type { Exchange } from "./exchange.ts";
import type { Files } from "./files.ts";
import type { HttpServers } from "./http.ts";
import type { Identity } from "./identity.ts";
import type { KeyValueStores } from "./key-values.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Passwords } from "./passwords.ts";
import type { Profiler } from "./profiler.ts";
import type { Random } from "./random.ts";
import type { Siblings } from "./siblings.ts";
import type { Signing } from "./signing.ts";
import type { Storage } from "./storage.ts";
import type { Streams } from "./stream.ts";
import type { Web } from "./web.ts";

export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly signing: Signing;
  readonly siblings: Siblings;
  readonly storage: Storage;
  readonly certificates: Certificates;
  readonly cloudZones: CloudZones;
  readonly clusters: Clusters;
  readonly keyValues: KeyValueStores;
  readonly hmac: Hmac;
  readonly passwords: Passwords;
  readonly http: HttpServers;
  readonly web: Web;
  readonly exchange: Exchange;
  readonly streams: Streams;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly identity: Identity;
  /** Undefined where a Corefile may run none. */
  readonly commands: Commands | undefined;
  readonly profiler: Profiler;
}
