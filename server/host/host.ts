/** The world as plugins see it, made of this machine. */
import type { Host } from "../../lib/ports/host.ts";
import { systemClock } from "./clock.ts";
import { systemExchange } from "./exchange.ts";
import { filesOf } from "./files.ts";
import { systemHttp } from "./http.ts";
import { identityOf } from "./identity.ts";
import { createLog, type LogSink, standardOutput } from "./log.ts";
import { createRegistry } from "./metrics.ts";
import { systemRandom } from "./random.ts";

/** What differs from one server to the next. */
export interface HostOptions {
  /** The folder to which paths are relative; that of the process without it. */
  readonly folder?: string;
  /** Where log lines go; standard output without it. */
  readonly sink?: LogSink;
  /** The environment of the Corefile; that of the process without it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A host. Every call makes one with metrics of its own. */
export function createHost(options: HostOptions = {}): Host {
  return {
    clock: systemClock,
    random: systemRandom,
    files: filesOf(options.folder ?? process.cwd()),
    http: systemHttp,
    exchange: systemExchange,
    log: createLog(options.sink ?? standardOutput),
    metrics: createRegistry(),
    identity: identityOf(options.environment ?? process.env),
  };
}
