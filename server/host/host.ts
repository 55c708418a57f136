/** The world as plugins see it, made of this machine. */
import { dialByAddress } from "../../lib/plugin-kit/place.ts";
import type { CloudZones } from "../../lib/ports/cloud-zones.ts";
import type { Clusters } from "../../lib/ports/clusters.ts";
import type { Commands } from "../../lib/ports/commands.ts";
import type { Files } from "../../lib/ports/files.ts";
import type { Host } from "../../lib/ports/host.ts";
import type { HttpServers } from "../../lib/ports/http.ts";
import type { KeyValueStores } from "../../lib/ports/key-values.ts";
import type { Metrics } from "../../lib/ports/metrics.ts";
import type { Passwords } from "../../lib/ports/passwords.ts";
import type { Profiler } from "../../lib/ports/profiler.ts";
import type { Streams } from "../../lib/ports/stream.ts";
import type { Web } from "../../lib/ports/web.ts";
import { systemCertificates } from "./certificates.ts";
import { systemClock } from "./clock.ts";
import { systemExchange } from "./exchange.ts";
import { filesOf } from "./files.ts";
import { systemHmac } from "./hmac.ts";
import { identityOf } from "./identity.ts";
import { createLog, type LogSink, standardOutput } from "./log.ts";
import { createRegistry } from "./metrics.ts";
import { systemRandom } from "./random.ts";
import { systemSiblings } from "./siblings.ts";
import { systemSigning } from "./signing.ts";
import { storageOf } from "./storage.ts";

/** What differs from one server to the next. */
export interface HostOptions {
  /** The folder to which paths are relative; that of the process without it. */
  readonly folder?: string;
  /** Other files than those of the machine, seen from `folder`. */
  readonly files?: Files;
  /** Where log lines go; standard output without it. */
  readonly sink?: LogSink;
  /** Where it counts; metrics of its own without it. */
  readonly metrics?: Metrics;
  /** The environment of the Corefile; that of the process without it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Node's HTTP takes longer to load than a Corefile takes to be checked: it is loaded when a plugin wants a server. */
const lazyHttp: HttpServers = {
  listen: async (address, handler, options) => {
    const { systemHttp } = await import("./http.ts");
    return systemHttp.listen(address, handler, options);
  },
};

/** TLS takes its time to load, too. */
function lazyStreams(folder: string): Streams {
  const load = async (): Promise<Streams> => (await import("./streams.ts")).streamsOf(folder);
  return {
    connect: async (place, timeoutMs) => (await load()).connect(place, timeoutMs),
    listen: async (place, accept) => (await load()).listen(place, accept),
  };
}

/** What asks HTTP services is both. */
const lazyWeb: Web = {
  ask: async (request) => {
    const { systemWeb } = await import("./web.ts");
    return systemWeb.ask(request);
  },
};

/** The libraries of clouds are large: each is loaded when its zones are asked for. */
const lazyCloudZones: CloudZones = {
  cloudDns: async (access) => {
    const { cloudDnsService } = await import("./cloud-dns.ts");
    return cloudDnsService(access);
  },
  azure: async (access) => {
    const { azureService } = await import("./azure.ts");
    return azureService(access);
  },
  route53: async (access) => {
    const { route53Service } = await import("./route53.ts");
    return route53Service(access);
  },
};

/** So is what follows clusters. */
const lazyClusters: Clusters = {
  follow(access, objects, follower) {
    let stop = (): void => undefined;
    let isStopped = false;
    void import("./clusters.ts").then(({ systemClusters }) => {
      if (!isStopped) stop = systemClusters.follow(access, objects, follower);
    });
    return () => {
      isStopped = true;
      stop();
    };
  },
};

/** So does gRPC: it is loaded when a store is opened. */
const lazyKeyValues: KeyValueStores = {
  open(access) {
    const opened = import("./key-values.ts").then(({ openEtcd }) => openEtcd(access));
    return {
      get: async (...wanted) => (await opened).get(...wanted),
      leaseSeconds: async (...wanted) => (await opened).leaseSeconds(...wanted),
      authenticate: async () => (await opened).authenticate(),
      close: () => void opened.then((store) => store.close()),
    };
  },
};

/** Nearly no Corefile runs commands. */
const lazyCommands = (folder: string): Commands => ({
  run: async (command) => (await import("./commands.ts")).commandsIn(folder).run(command),
  start: async (command) => (await import("./commands.ts")).commandsIn(folder).start(command),
});

/** Passwords are compared in a thread of their own. */
const lazyPasswords: Passwords = {
  isBcryptOf: async (hash, password) => (await import("./passwords.ts")).systemPasswords.isBcryptOf(hash, password),
};

/** The inspector is loaded when somebody wants a profile. */
const lazyProfiler: Profiler = {
  processor: async (durationMs) => (await import("./profiler.ts")).systemProfiler.processor(durationMs),
  allocations: async (durationMs) => (await import("./profiler.ts")).systemProfiler.allocations(durationMs),
  trace: async (durationMs) => (await import("./profiler.ts")).systemProfiler.trace(durationMs),
  memory: async () => (await import("./profiler.ts")).systemProfiler.memory(),
  memorySummary: async () => (await import("./profiler.ts")).systemProfiler.memorySummary(),
  open: async () => (await import("./profiler.ts")).systemProfiler.open(),
  commandLine: () => process.argv,
};

/** A host. Every call makes one with metrics of its own. */
export function createHost(options: HostOptions = {}): Host {
  const files = options.files ?? filesOf(options.folder ?? process.cwd());
  return {
    clock: systemClock,
    random: systemRandom,
    files,
    signing: systemSigning,
    siblings: systemSiblings,
    storage: storageOf(options.folder ?? process.cwd()),
    certificates: systemCertificates,
    cloudZones: lazyCloudZones,
    clusters: lazyClusters,
    keyValues: lazyKeyValues,
    hmac: systemHmac,
    passwords: lazyPasswords,
    http: lazyHttp,
    web: lazyWeb,
    exchange: dialByAddress(systemExchange, { files, random: systemRandom }),
    streams: lazyStreams(options.folder ?? process.cwd()),
    log: createLog(options.sink ?? standardOutput),
    metrics: options.metrics ?? createRegistry(),
    identity: identityOf(options.environment ?? process.env),
    commands: lazyCommands(options.folder ?? process.cwd()),
    profiler: lazyProfiler,
  };
}
