/** From directive to handler (CoreDNS, plugin grpc, set-up). */

import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { fallthroughZones } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import { ROOT } from "../../dns/name/name.ts";
import { tlsLinesProblem, tlsOf } from "../../plugin-kit/tls-files.ts";
import { UPSTREAMS } from "../../plugin-kit/upstream-source.ts";
import type { UpstreamTls } from "../../ports/exchange.ts";
import type { TlsMaterial } from "../../ports/tls.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { Channel } from "./channel.ts";
import { directive, type GrpcConfig, MAX_UPSTREAMS } from "./directive.ts";
import { createGrpc } from "./handler.ts";
import { createGrpcCounters } from "./metrics.ts";
import { readTarget, type Target, targetFault } from "./target.ts";
import { Upstream } from "./upstream.ts";
import { type Address, readUpstreams } from "./upstreams.ts";

const PREFIX = "plugin/grpc: ";

/** Files are looked at as soon as they are read, and before the next word. */
export const setup = defineSetup(directive, setUp, {
  onTheWay({ uses: [use], cut }, context) {
    const read = readFiles(use ?? cut, context);
    return "severity" in read ? read : undefined;
  },
});

function setUp([use]: readonly GrpcConfig[], context: SetupContext): Handler | Problem | undefined {
  if (use === undefined) return undefined;
  const { problem } = context;
  const addresses = readFiles(use, context);
  if ("severity" in addresses) return addresses;
  for (const { address, of } of addresses) {
    const fault = targetFault(address);
    if (fault !== undefined) return problem(`${PREFIX}${fault}`, { at: of.at });
  }
  if (addresses.length > MAX_UPSTREAMS) {
    const text = `more than ${MAX_UPSTREAMS} TOs configured: ${addresses.length}`;
    return problem(`${PREFIX}${text}`, { at: addresses[MAX_UPSTREAMS]?.of.at ?? use.at, cause: "here" });
  }
  return handlerOf(use, addresses, context);
}

function handlerOf(use: GrpcConfig, addresses: readonly Address[], context: SetupContext): Handler {
  const { host, block } = context;
  const { args, properties } = use;
  const countersOf = createGrpcCounters(host.metrics);
  const secured = tlsOfUpstreams(use, context);
  const upstreams = addresses.map(({ address }) => {
    const target = readTarget(address);
    const channel = new Channel(target, { ...host, tls: named(secured, target) });
    return new Upstream(address, { channel, clock: host.clock, count: countersOf(address) });
  });
  block.onStop(() => {
    for (const { channel } of upstreams) channel.stop();
  });
  const settings = {
    from: args.from.value[0] ?? ROOT,
    except: properties.except?.args.zones.flatMap(({ value }) => value) ?? [],
    policy: properties.policy?.args.value.value ?? "random",
    fallthrough: { zones: fallthroughZones(properties.fallthrough) },
  };
  const states = () =>
    upstreams.map(({ name, channel: { isUp, failures } }) => ({ name, isUp, failedChecks: failures, at: use.at }));
  return { ...createGrpc(settings, { ...host, upstreams }), offers: offers(UPSTREAMS.with(states)) };
}

/** How TLS is done with all upstreams: the last line of files counts, and a name alone is enough; undefined in the clear. */
function tlsOfUpstreams(use: GrpcConfig, context: SetupContext): UpstreamTls | undefined {
  const files = tlsLines(use).at(-1)?.files;
  const serverName = use.properties.tls_servername?.args.value.value ?? "";
  if (files === undefined && serverName === "") return undefined;
  const read = tlsOf(files ?? [], context, PREFIX);
  // What is wrong with the files was told before.
  const material: TlsMaterial = "severity" in read ? { kind: "tls" } : read;
  return { material, ...(serverName === "" ? {} : { serverName }) };
}

/** Behind a Unix socket there is no address to hold a certificate against: the library takes this name. */
function named(tls: UpstreamTls | undefined, { kind }: Target): UpstreamTls | undefined {
  return tls === undefined || tls.serverName !== undefined || kind !== "socket"
    ? tls
    : { ...tls, serverName: "localhost" };
}

function tlsLines({ lines }: Pick<GrpcConfig, "lines">): readonly { readonly files: readonly Value<string>[] }[] {
  return lines.flatMap((line) => (line.name === "tls" ? [line.args] : []));
}

/** The upstreams, unless a file of theirs or of `tls` will not do. */
function readFiles(
  use: Pick<GrpcConfig, "args" | "lines"> | undefined,
  context: SetupContext,
): readonly Address[] | Problem {
  if (use === undefined) return [];
  const upstreams = readUpstreams(use.args.to, context.host.files);
  if ("text" in upstreams) {
    const place = upstreams.of === undefined ? {} : { at: upstreams.of.at };
    return context.problem(`${PREFIX}${upstreams.text}`, { ...place, cause: "here" });
  }
  return tlsLinesProblem(tlsLines(use), context, PREFIX) ?? upstreams;
}
