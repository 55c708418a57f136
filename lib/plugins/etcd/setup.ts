/** From directive to handler: certificates are read, and a user is known to etcd before the server starts. */

import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { parseUrl } from "../../go/url.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { tlsLinesProblem, tlsOf } from "../../plugin-kit/tls-files.ts";
import { type KeyValueAccess, KeyValueError, type KeyValueStore } from "../../ports/key-values.ts";
import type { TlsMaterial } from "../../ports/tls.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type EtcdConfig } from "./directive.ts";
import { createEtcd } from "./handler.ts";
import type { EtcdSettings } from "./settings.ts";

const DEFAULT_ENDPOINT = "http://localhost:2379";
const DEFAULT_PATH = "skydns";
const DEFAULT_MIN_LEASE_SECONDS = 30;
const DEFAULT_MAX_LEASE_SECONDS = 86_400;
const SAY_AFTER_MS = 5000;

/** Certificates are read before the next line is looked at. */
export const setup = defineSetup(directive, ([use], context) => (use === undefined ? undefined : setUp(use, context)), {
  onTheWay: ({ uses: [use], cut }, context) => tlsProblem(use ?? cut, context),
});

function setUp(use: EtcdConfig, context: SetupContext): SetupResult {
  const fault = tlsProblem(use, context);
  if (fault !== undefined) return fault;
  const first = use.properties.endpoint?.args.urls[0];
  const refusal = first === undefined ? undefined : endpointFault(first.value);
  if (first !== undefined && refusal !== undefined) {
    return context.problem(`plugin/etcd: ${refusal}`, { at: first.at });
  }
  const tls = tlsMaterial(use, context);
  return tls !== undefined && "severity" in tls ? tls : serve(use, accessOf(use, tls), context);
}

function serve(use: EtcdConfig, access: KeyValueAccess, context: SetupContext): SetupResult {
  const { host, block } = context;
  let opened: KeyValueStore | undefined;
  const store = (): KeyValueStore => {
    opened ??= host.keyValues.open(access);
    return opened;
  };
  block.onStart(async () => {
    if (access.user === undefined) store();
    else return await known(store(), use, context);
    return undefined;
  });
  block.onShutdown(() => opened?.close());
  return createEtcd({ store, clock: host.clock }, settingsOf(use, access, context), (query, why) => (name, type) => {
    return lookUp(block, query, { name, type, why });
  });
}

/** Waits until etcd knows the user: CoreDNS does not start before, and not at all with a wrong password. */
async function known(
  store: KeyValueStore,
  use: EtcdConfig,
  { host, problem }: SetupContext,
): Promise<Problem | undefined> {
  const waiting = host.clock.after(SAY_AFTER_MS, () => {
    host.log.forPlugin("etcd").warning("etcd does not answer; the server starts once it knows the user of credentials");
  });
  try {
    await store.authenticate();
    return undefined;
  } catch (error) {
    if (!(error instanceof KeyValueError)) throw error;
    return problem(`plugin/etcd: ${error.message}`, { at: use.properties.credentials?.at ?? use.at, cause: "here" });
  } finally {
    waiting.cancel();
  }
}

function settingsOf(
  { args, properties }: EtcdConfig,
  { endpoints }: KeyValueAccess,
  { block }: SetupContext,
): EtcdSettings {
  return {
    zones: zonesOrBlock(args.zones, block.zones),
    endpoints,
    path: properties.path?.args.value.value ?? DEFAULT_PATH,
    minLeaseSeconds: properties["min-lease-ttl"]?.args.value.value ?? DEFAULT_MIN_LEASE_SECONDS,
    maxLeaseSeconds: properties["max-lease-ttl"]?.args.value.value ?? DEFAULT_MAX_LEASE_SECONDS,
    noApexFallback: properties.no_apex_fallback !== undefined,
    fallthrough: { zones: fallthroughZones(properties.fallthrough) },
  };
}

function accessOf({ properties }: EtcdConfig, tls: TlsMaterial | undefined): KeyValueAccess {
  const { endpoint, credentials } = properties;
  const name = credentials?.args.username.value ?? "";
  const password = credentials?.args.password.value ?? "";
  return {
    endpoints: endpoint?.args.urls.map(({ value }) => value) ?? [DEFAULT_ENDPOINT],
    tls,
    user: name === "" || password === "" ? undefined : { name, password },
  };
}

function tlsMaterial({ properties }: EtcdConfig, context: SetupContext): TlsMaterial | Problem | undefined {
  return properties.tls === undefined ? undefined : tlsOf(properties.tls.args.files, context, "plugin/etcd: ");
}

function tlsProblem(use: Pick<EtcdConfig, "lines"> | undefined, context: SetupContext): Problem | undefined {
  const lines = use?.lines.flatMap((line) => (line.name === "tls" ? line.args : [])) ?? [];
  return tlsLinesProblem(lines, context, "plugin/etcd: ");
}

/**
 * Almost any text is an endpoint to the client of etcd. What is not is told as part of a name that the client makes up, with
 * an address in CoreDNS's memory in it, for which 0x0 stands here.
 */
function endpointFault(endpoint: string): string | undefined {
  const target = `dns:///etcd-endpoints://0x0/${endpoint.replace(/^(?:[\s\S]*?:\/\/|unixs?:)/, "")}`;
  const reading = parseUrl(target);
  return reading.ok ? undefined : reading.error;
}
