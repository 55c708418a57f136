/** From directive to handlers: one for each use (CoreDNS, plugin forward, set-up). */

import { type Handler, offersOf } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { canonicalHost } from "../../chain/reaches.ts";
import type { OnTheWay } from "../../directive/check/check-directive.ts";
import type { Value } from "../../directive/value.ts";
import { ROOT } from "../../dns/name/name.ts";
import { tlsLinesProblem, tlsOf } from "../../plugin-kit/tls-files.ts";
import { UPSTREAMS } from "../../plugin-kit/upstream-source.ts";
import type { UpstreamTls } from "../../ports/exchange.ts";
import type { TlsMaterial } from "../../ports/tls.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { TAPS, type Tap } from "../dnstap/api.ts";
import { addressOfHost, type Destination, readAddresses, readDestination, type UpstreamAddress } from "./address.ts";
import { directive, type ForwardConfig, MAX_DESTINATIONS } from "./directive.ts";
import type { OwnPlaces } from "./explain.ts";
import { createForward } from "./handler.ts";
import { lookUpHost } from "./look-up.ts";
import { createForwardCounters } from "./metrics.ts";
import { FORWARD_DEFAULTS, type ForwardSettings, HEALTH_INTERVAL_MS } from "./settings.ts";
import { Upstream } from "./upstream.ts";

/** Transports of upstreams that are asked. */
const ASKED: ReadonlySet<string> = new Set(["dns", "tls", "https", "quic"]);
/** Those whose addresses may name the server in its certificate. */
const NAMED: ReadonlySet<string> = new Set(["tls", "quic"]);

const PREFIX = "plugin/forward: ";

export const setup = defineSetup(directive, setUp, { onTheWay: problemOnTheWay });

function setUp(uses: readonly ForwardConfig[], context: SetupContext): readonly Handler[] | Problem {
  const handlers: Handler[] = [];
  let tooMany: Problem | undefined;
  for (const use of uses) {
    const made = createOne(use, context);
    if ("severity" in made) return made;
    handlers.push(made.handler);
    if (made.destinations > MAX_DESTINATIONS) {
      const text = `plugin/forward: more than ${MAX_DESTINATIONS} TOs configured: ${made.destinations}`;
      tooMany ??= context.problem(text, { at: use.args.to.at(MAX_DESTINATIONS)?.at ?? use.at });
    }
  }
  return tooMany ?? handlers;
}

/** Certificates are read line by line, and the files among the destinations behind the block. */
function problemOnTheWay({ uses, cut }: OnTheWay<ForwardConfig>, context: SetupContext): Problem | undefined {
  for (const use of uses) {
    const fault = tlsProblem(use, context);
    if (fault !== undefined) return fault;
    const destinations = readDestinations(use, context);
    if ("severity" in destinations) return destinations;
  }
  return cut === undefined ? undefined : tlsProblem(cut, context);
}

function tlsProblem(use: Pick<ForwardConfig, "lines">, context: SetupContext): Problem | undefined {
  return tlsLinesProblem(tlsLines(use), context, PREFIX);
}

function tlsLines({ lines }: Pick<ForwardConfig, "lines">): readonly { readonly files: readonly Value<string>[] }[] {
  return lines.flatMap((line) => {
    if (line.name !== "tls") return [];
    const { certificate, key, authority } = line.args;
    return { files: [certificate, key, authority].filter((file) => file !== undefined) };
  });
}

/** How TLS is done with one upstream: the last line of files counts, and the name that its address has before all others. */
function tlsOfUpstream(address: UpstreamAddress, use: ForwardConfig, context: SetupContext): UpstreamTls {
  const material = tlsOf(tlsLines(use).at(-1)?.files ?? [], context, PREFIX);
  const own = NAMED.has(address.transport) ? address.serverName : "";
  const name = own === "" ? serverNameOf(use) : own;
  // What is wrong with the files was told before.
  const read: TlsMaterial = "severity" in material ? { kind: "tls" } : material;
  return { material: read, ...(name === "" ? {} : { serverName: name }) };
}

function serverNameOf({ properties }: ForwardConfig): string {
  return properties.tls_servername?.args.value.value ?? "";
}

interface Made {
  readonly handler: Handler;
  readonly destinations: number;
}

function createOne(use: ForwardConfig, context: SetupContext): Made | Problem {
  const { host, block } = context;
  const fault = tlsProblem(use, context);
  if (fault !== undefined) return fault;
  const { settings, fromZones } = settingsOf(use);
  if (fromZones > 1) {
    const text = `Unsupported CIDR notation: '${use.args.from.text}' expands to multiple zones. Using only '${settings.from}'.`;
    host.log.forPlugin("forward").warning(text);
  }
  const destinations = readDestinations(use, context);
  if ("severity" in destinations) return destinations;
  const upstreams: Upstream[] = [];
  const counters = createForwardCounters(host.metrics);
  const connect = (addresses: readonly string[]): Problem | undefined => {
    const endpoints = readAddresses(addresses);
    const problem = refusal(endpoints, use, context);
    if (problem !== undefined) return problem;
    for (const address of endpoints) {
      const tls = address.transport !== "dns" ? { tls: tlsOfUpstream(address, use, context) } : {};
      upstreams.push(new Upstream(address, settings, { ...host, counters: counters.of(address.text), ...tls }));
    }
    return undefined;
  };
  const isStatic = destinations.every(({ kind }) => kind === "addresses");
  if (isStatic) {
    const problem = connect(
      destinations.flatMap((destination) => (destination.kind === "addresses" ? destination.addresses : [])),
    );
    if (problem !== undefined) return problem;
  }
  block.onStart(async () => {
    if (!isStatic) {
      const addresses = await lookUpAll(destinations, use, context);
      const problem = "severity" in addresses ? addresses : connect(addresses);
      if (problem !== undefined) return problem;
    }
    for (const upstream of upstreams) upstream.start();
    return undefined;
  });
  block.onStop(() => {
    for (const upstream of upstreams) upstream.stop();
  });
  const own: OwnPlaces = {
    listeners: () =>
      block.keys
        .filter(({ transport }) => transport === "dns")
        .flatMap(({ port }) =>
          block.settings.get(LISTEN_HOSTS).map((address) => ({ address: canonicalHost(address), port })),
        ),
    addresses: () => host.identity.interfaces().map(({ address }) => address),
  };
  const { clock, random } = host;
  let taps: readonly Tap[] = [];
  block.onStart(() => {
    taps = offersOf(block.handlers(), TAPS);
    return undefined;
  });
  const handler = createForward(settings, { clock, random, counters, upstreams, own, taps: () => taps });
  const states = () =>
    upstreams.map(({ name, isDown, failedChecks }) => ({ name, isUp: !isDown, failedChecks, at: use.at }));
  return {
    handler: { ...handler, at: use.at, offers: offers(UPSTREAMS.with(states)) },
    destinations: destinations.length,
  };
}

function settingsOf(use: ForwardConfig): {
  readonly settings: ForwardSettings;
  readonly fromZones: number;
} {
  const { args, properties } = use;
  const { health_check: health, source_address: source, max_concurrent: concurrent } = properties;
  const zones = args.from.value;
  const { connections } = FORWARD_DEFAULTS;
  const settings: ForwardSettings = {
    from: zones[0] ?? ROOT,
    except: properties.except?.args.zones.flatMap(({ value }) => value) ?? [],
    policy: properties.policy?.args.value.value ?? FORWARD_DEFAULTS.policy,
    maxFails: properties.max_fails?.args.value.value ?? FORWARD_DEFAULTS.maxFails,
    health: {
      intervalMs: health?.args.interval.value.ms ?? HEALTH_INTERVAL_MS,
      recursionDesired: health?.args.recursionDesired ?? true,
      domain: health?.args.domain ?? ROOT,
    },
    connections: {
      expireMs: properties.expire?.args.value.value.ms ?? connections.expireMs,
      maxAgeMs: properties.max_age?.args.value.value.ms ?? connections.maxAgeMs,
      maxIdle: properties.max_idle_conns?.args.value.value ?? connections.maxIdle,
      readTimeoutMs: properties.read_timeout?.args.value.value.ms ?? connections.readTimeoutMs,
      sourceAddress: source?.args.value.value,
    },
    https: { method: properties.doh_method?.args.value.value ?? "POST", host: serverNameOf(use) },
    forceTcp: properties.force_tcp !== undefined,
    preferUdp: properties.prefer_udp !== undefined,
    maxConcurrent: { limit: concurrent?.args.value.value ?? 0, text: concurrent?.args.value.text ?? "" },
    nextRcodes: properties.next?.args.rcodes.map(({ value }) => value) ?? [],
    nextOnNodata: properties.next_on_nodata !== undefined,
    failoverRcodes: properties.failover?.args.rcodes.map(({ value }) => value) ?? [],
    failfast: properties.failfast_all_unhealthy_upstreams !== undefined,
    maxConnectAttempts: properties.max_connect_attempts?.args.value.value,
    files: filesOf(use),
  };
  return { settings, fromZones: zones.length };
}

/** The arguments that can only be files: host names have no slash. */
function filesOf({ args }: ForwardConfig): readonly string[] {
  const paths = args.to.flatMap(({ value }) => (value.kind === "file" ? [value.path] : []));
  return paths.filter((path) => path.includes("/") || path.endsWith(".conf"));
}

function readDestinations({ args }: ForwardConfig, { host, problem }: SetupContext): readonly Destination[] | Problem {
  const destinations: Destination[] = [];
  for (const to of args.to) {
    const read = readDestination(to.text, to.value, host.files);
    if (read?.kind === "error") return problem(`plugin/forward: ${read.text}`, { at: to.at, cause: "here" });
    if (read !== undefined) destinations.push(read);
  }
  if (destinations.length === 0) return problem("plugin/forward: no valid upstream addresses found", { cause: "here" });
  return destinations;
}

async function lookUpAll(
  destinations: readonly Destination[],
  { properties }: ForwardConfig,
  { host, problem }: SetupContext,
): Promise<readonly string[] | Problem> {
  const resolvers = properties.resolver?.args.addresses.map(({ text }) => text) ?? [];
  const addresses: string[] = [];
  for (const destination of destinations) {
    if (destination.kind === "addresses") {
      for (const address of destination.addresses) addresses.push(address);
      continue;
    }
    const found = await lookUpHost(destination.host.name, resolvers, host);
    if ("kind" in found) return problem(`plugin/forward: ${found.text}`, { cause: "here" });
    for (const address of found) addresses.push(addressOfHost(destination.host, address));
  }
  return addresses;
}

/** Why an upstream cannot be asked. */
function refusal(
  endpoints: readonly UpstreamAddress[],
  use: ForwardConfig,
  { problem }: SetupContext,
): Problem | undefined {
  const { args } = use;
  const serverName = serverNameOf(use);
  for (const { transport, url, serverName: own } of endpoints) {
    if (!ASKED.has(transport)) {
      const text = `'${transport}' is not supported as a destination protocol in forward: ${url}`;
      return problem(`plugin/forward: ${text}`, at(args.to, url));
    }
    if (own !== "" && serverName !== "" && NAMED.has(transport)) {
      const text = `both forward ('${serverName}') and proxy level ('${own}') TLS servernames are set for upstream proxy '${url}'`;
      return problem(`plugin/forward: ${text}`, at(args.to, url));
    }
  }
  return undefined;
}

/** The place of the argument that an address came from, as far as it can be told. */
function at(to: readonly Value<unknown>[], url: string): { readonly at?: Value<unknown>["at"] } {
  const found = to.find(({ text }) => url.startsWith(text) || text.startsWith(url.slice(0, url.lastIndexOf(":"))));
  return found === undefined ? {} : { at: found.at };
}
