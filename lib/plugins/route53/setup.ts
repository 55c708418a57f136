/** From directive to handlers: a client for each use, which fetches its zones before anything is served. */

import type { Handler } from "../../chain/handler.ts";
import { fallthroughZones } from "../../directive/kinds/zone.ts";
import { byWrittenName, createHostedZones, HostedZone, NOWHERE, zoneName } from "../../plugin-kit/hosted-zones.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { Refreshing } from "../../plugin-kit/refreshing.ts";
import type { Route53Service } from "../../ports/cloud-zones.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { oneOf } from "../../set-up/shared.ts";
import type { Problem } from "../../text/problem.ts";
import { type AwsChoices, type AwsConfig, loadAws } from "./aws-config.ts";
import { askVerdict, firstRequest } from "./aws-request.ts";
import { createClient } from "./client.ts";
import { directive, type Route53Config, type HostedZone as WrittenZone } from "./directive.ts";
import { type KeptZone, type KeptZones, missingZone, updateZones } from "./keeper.ts";

const NAME = "route53";
const DEFAULT_REFRESH_MS = 60_000;

export const setup = defineSetup(directive, (uses, context) => {
  const { identity, files, log } = context.host;
  const handlers: Handler[] = [];
  for (const use of uses) {
    if (use.properties.aws_access_key !== undefined) {
      const advice = "please use other authentication methods instead";
      log.forPlugin(NAME).warning(`Save aws_access_key in Corefile has been deprecated, ${advice}`);
    }
    const config = loadAws({ environment: identity.environment, files }, choicesOf(use));
    if (config.kind === "error") return refusal(use, `failed to create route53 client: ${config.text}`, context);
    tellUnserved(use, config, context);
    handlers.push(serve(use, config, context));
  }
  return handlers;
});

/** Amazon's library for JavaScript reads profiles of the usual files only. */
function tellUnserved(
  { properties }: Route53Config,
  { credentials, configFile }: AwsConfig,
  context: SetupContext,
): void {
  if (configFile === undefined || credentials.kind !== "given" || credentials.from.kind !== "profile") return;
  const text = "takes only keys out of a file of profiles that the Corefile names, not other ways to get them";
  context.notServedYet({ text, ...(properties.credentials === undefined ? {} : { at: properties.credentials.at }) });
}

function serve(use: Route53Config, config: AwsConfig, context: SetupContext): Handler {
  const { block, host } = context;
  const { refresh, fallthrough } = use.properties;
  const zones = keptZones(use);
  const log = host.log.forPlugin(NAME);
  let service: Route53Service | undefined;
  const refreshing = new Refreshing(
    host.clock,
    refresh?.args.value.value.ms ?? DEFAULT_REFRESH_MS,
    async (isStopped) => {
      const error = service === undefined ? undefined : await updateZones(service, zones, log);
      if (error !== undefined && !isStopped())
        log.error(`Failed to update zones [${[...zones.keys()].join(" ")}]: ${error}`);
    },
  );
  block.onStart(async () => {
    const client = await createClient(config, host);
    if (!client.ok) return refusal(use, `failed to create route53 client: ${client.error}`, context);
    service = client.service;
    const missing = (await brokenEndpoint(use, config, context)) ?? (await missingZone(service, zones));
    if (missing !== undefined) return refusal(use, `failed to create route53 plugin: ${missing}`, context);
    const error = await updateZones(service, zones, log);
    if (error !== undefined) return refusal(use, `failed to initialize route53 plugin: ${error}`, context);
    refreshing.start();
    return undefined;
  });
  block.onStop(() => {
    refreshing.stop();
    service?.close();
  });
  return {
    ...createHostedZones({
      name: NAME,
      zones: byWrittenName(zones),
      fallthrough: { zones: fallthroughZones(fallthrough) },
      resolve: (query, question) => lookUp(block, query, question),
    }),
    at: use.at,
  };
}

function refusal({ last, properties }: Route53Config, text: string, { problem }: SetupContext): Problem {
  const message = `plugin/route53: ${last.file}:${last.line} - Error during parsing: ${text}`;
  const { aws_endpoint: endpoint } = properties;
  // With an endpoint CoreDNS cannot start anywhere.
  return endpoint !== undefined && text.endsWith(NO_SCHEME)
    ? problem(message, { at: endpoint.at })
    : problem(message, { cause: "here" });
}

const NO_SCHEME = 'unsupported protocol scheme ""';

/** CoreDNS looks at the word of `aws_endpoint` too late, when it stands at the brace that ends the block. */
async function brokenEndpoint(
  { properties, args }: Route53Config,
  config: AwsConfig,
  { host }: SetupContext,
): Promise<string | undefined> {
  const [zone] = args.zones;
  if (properties.aws_endpoint === undefined || zone === undefined) return undefined;
  const url = `/%7D/2013-04-01/hostedzonesbyname?${queryOf(zone.value)}`;
  return askVerdict(firstRequest(config, { operation: "Route 53: ListHostedZonesByName", method: "Get", url }), host);
}

function choicesOf({ properties }: Route53Config): AwsChoices {
  const { aws_access_key: accessKey, credentials } = properties;
  return {
    ...(credentials === undefined ? {} : { profile: credentials.args.profile.value }),
    ...(credentials?.args.file === undefined ? {} : { configFile: credentials.args.file.value }),
    ...(accessKey === undefined ? {} : { accessKey: { id: accessKey.args.id.value, key: accessKey.args.key.value } }),
  };
}

/** The zones under the names that the Corefile gives them. */
function keptZones({ args }: Route53Config): KeptZones {
  const zones = new Map<string, KeptZone[]>();
  for (const { value, at } of args.zones) {
    const { zone: written, id } = value;
    const origin = zoneName(written) ?? NOWHERE;
    const hosted = new HostedZone(origin, `hosted zone ${id} of Route 53`, at);
    oneOf(zones, written, (): KeptZone[] => []).push({ written, id, hosted });
  }
  return zones;
}

function queryOf({ zone, id }: WrittenZone): string {
  return `dnsname=${escapeQuery(zone)}&hostedzoneid=${escapeQuery(id.slice(id.lastIndexOf("/") + 1))}`;
}

/** As Amazon's library escapes: all but letters, digits and `-._~`. */
function escapeQuery(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
