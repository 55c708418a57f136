/** From directive to handler: one client for all uses of a block, which fetches the zones from the start on. */

import type { Handler } from "../../chain/handler.ts";
import { fallthroughZones } from "../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { quote } from "../../go/quote.ts";
import { dialError } from "../../plugin-kit/dial.ts";
import { createHostedZones, HostedZone, NOWHERE, zoneName } from "../../plugin-kit/hosted-zones.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { Refreshing } from "../../plugin-kit/refreshing.ts";
import type { AzureAccess, AzureIdentity, AzureService } from "../../ports/cloud-zones.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { oneOf } from "../../set-up/shared.ts";
import type { Problem } from "../../text/problem.ts";
import { type Cloud, cloudCalled, missingIn, readCloud } from "./clouds.ts";
import { type AzureConfig, directive, STACK_CLOUD } from "./directive.ts";
import { type KeptZone, updateZones } from "./keeper.ts";

const NAME = "azure";
const DEFAULT_REFRESH_MS = 60_000;
/** CoreDNS asks the API of the public cloud, whatever `environment` says. */
const API = "https://management.azure.com";
/** Where machines of Azure get tokens. */
const METADATA = "http://169.254.169.254/metadata/identity/oauth2/token";
const METADATA_TIMEOUT_MS = 2000;
const NO_IDENTITY = "plugin/azure: MSI not available";

type Uses = readonly AzureConfig[];

export const setup = defineSetup(directive, (uses, context) => {
  const { block, host, problem } = context;
  const cloud = cloudOf(uses, context);
  if ("severity" in cloud) return cloud;
  const identity = identityOf(uses, cloud);
  if (identity.kind === "client") {
    const missing = missingIn(cloud);
    if (missing !== undefined) {
      const text = `failed to get SPT from client credentials: parameter '${missing}' cannot be empty`;
      return problem(`plugin/azure: ${text}`, { cause: "here" });
    }
  } else if ((host.identity.environment.MSI_ENDPOINT ?? "") === "") {
    block.onStart(async () => {
      const error = await dialError(METADATA, METADATA_TIMEOUT_MS, host);
      return error === undefined ? undefined : problem(NO_IDENTITY, { cause: "here" });
    });
  }
  return serve(uses, { identity, resource: cloud.resource }, context);
});

function serve(uses: Uses, asking: Pick<AzureAccess, "identity" | "resource">, context: SetupContext): Handler {
  const { block, host } = context;
  const log = host.log.forPlugin(NAME);
  const zones = keptZones(uses);
  const named = byName(zones);
  const access = {
    ...asking,
    subscription: lastOf(uses, "subscription"),
    endpoint: API,
    authorities: authoritiesOf(context),
  };
  const refresh = uses.findLast(({ properties }) => properties.refresh !== undefined)?.properties.refresh;
  const periodMs = refresh?.args.value.value.ms ?? DEFAULT_REFRESH_MS;
  let service: AzureService | undefined;
  const refreshing = new Refreshing(host.clock, periodMs, async (isStopped) => {
    service ??= await host.cloudZones.azure(access);
    const error = await updateZones(service, zones, isStopped);
    if (error !== undefined && !isStopped())
      log.error(`Failed to update zones [${[...named.keys()].join(" ")}]: ${error}`);
  });
  block.onStart(() => {
    refreshing.start(0);
    return undefined;
  });
  block.onStop(() => refreshing.stop());
  const fallthrough = uses.findLast(({ properties }) => properties.fallthrough !== undefined)?.properties.fallthrough;
  return createHostedZones({
    name: NAME,
    zones: named,
    fallthrough: { zones: fallthroughZones(fallthrough) },
    resolve: (query, question) => lookUp(block, query, question),
  });
}

/** Go takes the system's authorities from here. */
function authoritiesOf({ host }: SetupContext): Uint8Array | undefined {
  const path = host.identity.environment.SSL_CERT_FILE ?? "";
  const file = path === "" ? undefined : host.files.read(path);
  return file?.kind === "file" ? file.bytes : undefined;
}

/** The last cloud counts; each file is looked at where it is named. */
function cloudOf(uses: Uses, { host, problem }: SetupContext): Cloud | Problem {
  let cloud = cloudCalled(undefined);
  for (const line of uses.flatMap(({ lines }) => lines)) {
    if (line.name !== "environment") continue;
    const { value, token, at } = line.args.value;
    cloud = cloudCalled(value);
    if (value !== STACK_CLOUD) continue;
    const read = readCloud(host);
    if ("error" in read) {
      const text = `cannot set azure environment: ${quote(read.error)}`;
      const message = `plugin/azure: ${token.file}:${token.line} - Error during parsing: ${text}`;
      return problem(message, { at, cause: "here" });
    }
    cloud = read.cloud;
  }
  return cloud;
}

function identityOf(uses: Uses, { authority }: Cloud): AzureIdentity {
  const client = lastOf(uses, "client");
  const secret = lastOf(uses, "secret");
  return secret === ""
    ? { kind: "machine", client }
    : { kind: "client", authority, tenant: lastOf(uses, "tenant"), client, secret };
}

/** What the last use that says it says; empty when none does. */
function lastOf(uses: Uses, name: "tenant" | "client" | "secret" | "subscription"): string {
  return uses.findLast(({ properties }) => properties[name] !== undefined)?.properties[name]?.args.value.value ?? "";
}

function keptZones(uses: Uses): readonly KeptZone[] {
  return uses.flatMap(({ args, properties }) => {
    const isPrivate = properties.access?.args.value.value === "private";
    return args.zones.map(({ value: { resourceGroup, zone }, at }): KeptZone => {
      const origin = zoneName(zone.endsWith(".") ? zone : `${zone}.`) ?? NOWHERE;
      const source = `${isPrivate ? "private zone" : "zone"} ${zone} of ${resourceGroup} at Azure`;
      return { place: { resourceGroup, zone, isPrivate }, hosted: new HostedZone(origin, source, at) };
    });
  });
}

function byName(zones: readonly KeptZone[]): ReadonlyMap<CanonicalName, readonly HostedZone[]> {
  const named = new Map<CanonicalName, HostedZone[]>();
  for (const { hosted } of zones) {
    if (hosted.origin !== NOWHERE) oneOf(named, hosted.origin, (): HostedZone[] => []).push(hosted);
  }
  return named;
}
