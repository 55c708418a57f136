/** From directive to handlers: a client for each use, which fetches its zones before anything is served. */

import type { Handler } from "../../chain/handler.ts";
import { fallthroughZones } from "../../directive/kinds/zone.ts";
import { quote } from "../../go/quote.ts";
import { dialError } from "../../plugin-kit/dial.ts";
import { byWrittenName, createHostedZones, HostedZone, NOWHERE, zoneName } from "../../plugin-kit/hosted-zones.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { Refreshing } from "../../plugin-kit/refreshing.ts";
import type { CloudDnsService } from "../../ports/cloud-zones.ts";
import type { Host } from "../../ports/host.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { oneOf } from "../../set-up/shared.ts";
import type { Problem } from "../../text/problem.ts";
import { missingIn, readDefaultFile, readNamedFile, tokenRequest } from "./credentials.ts";
import { type CloudDnsConfig, directive } from "./directive.ts";
import { absolute, type KeptZone, type KeptZones, missingZone, type UrlOf, updateZones } from "./keeper.ts";

const GUIDE = "https://cloud.google.com/docs/authentication/external/set-up-adc";
const NO_CREDENTIALS = `credentials: could not find default credentials. See ${GUIDE} for more information`;
/** Where machines of Google's cloud find credentials. */
const METADATA = "http://169.254.169.254";
const METADATA_TIMEOUT_MS = 1000;
const MACHINE: FoundCredentials = { credentials: undefined };
const NAME = "clouddns";
const DEFAULT_REFRESH_MS = 60_000;
const TOKEN_TIMEOUT_MS = 5000;

export const setup = defineSetup(
  directive,
  (uses, context) => {
    const handlers: Handler[] = [];
    for (const use of uses) {
      const wrong = wrongFile(use, context);
      if (wrong !== undefined) return wrong;
      const found = checkCredentials(use, context);
      if ("severity" in found) return found;
      handlers.push(serve(use, found.credentials, context));
    }
    return handlers;
  },
  {
    // Files of credentials are looked at as they are named.
    onTheWay({ uses, cut }, context) {
      const begun = cut === undefined ? uses : [...uses, cut];
      return begun.map((use) => wrongFile(use, context)).find((problem) => problem !== undefined);
    },
  },
);

/** CoreDNS looks at every file that is named, before it goes on with the last. */
function wrongFile({ lines }: Pick<CloudDnsConfig, "lines">, { host, problem }: SetupContext): Problem | undefined {
  for (const line of lines) {
    if (line.name !== "credentials") continue;
    const { value, token, at } = line.args.value;
    const file = readNamedFile(value, host.files);
    if (file.ok) continue;
    const text = `invalid credentials file ${quote(value)}: ${file.error}`;
    const message = `plugin/clouddns: ${token.file}:${token.line} - Error during parsing: ${text}`;
    return problem(message, { at, cause: "here" });
  }
  return undefined;
}

/** The object of a file of credentials; undefined for those of the machine. */
interface FoundCredentials {
  readonly credentials: unknown;
}

function checkCredentials(use: CloudDnsConfig, { block, host, problem }: SetupContext): FoundCredentials | Problem {
  const named = use.properties.credentials?.args.value;
  // CoreDNS puts neither its name nor a place before what Google's library says of credentials.
  const refuse = (text: string): Problem => problem(text, { cause: "here", at: named?.at ?? use.at });
  const path = named?.value ?? defaultFile(host);
  if (path === undefined) {
    if ((host.identity.environment.GCE_METADATA_HOST ?? "") !== "") return MACHINE;
    block.onStart(async () => {
      const error = await dialError(METADATA, METADATA_TIMEOUT_MS, host);
      return error === undefined ? undefined : refuse(NO_CREDENTIALS);
    });
    return MACHINE;
  }
  const file = named === undefined ? readDefaultFile(path, host.files) : readNamedFile(path, host.files);
  if (!file.ok) return refuse(file.error);
  const missing = missingIn(file.type, file.value);
  if (missing !== undefined) return refuse(missing);
  const [zone] = use.args.zones;
  const token = tokenRequest(file.type, file.value);
  const found = { credentials: file.value };
  if (zone === undefined || token === undefined) return found;
  const { last } = use;
  const head = `plugin/clouddns: ${last.file}:${last.line} - Error during parsing: failed to create plugin: `;
  const { project, hostedZone } = zone.value;
  const unsent = `${head}Get "${urlsOf(use)({ project, zone: hostedZone }, "")}": `;
  if (token.kind === "error") return refuse(unsent + token.text);
  block.onStart(async () => {
    const error = await dialError(token.url, TOKEN_TIMEOUT_MS, host);
    return error === undefined ? undefined : refuse(`${unsent}${token.head}${error}`);
  });
  return found;
}

function serve(use: CloudDnsConfig, credentials: unknown, { block, host, problem }: SetupContext): Handler {
  const { refresh, fallthrough } = use.properties;
  const zones = keptZones(use);
  const urlOf = urlsOf(use);
  const log = host.log.forPlugin(NAME);
  const refuse = (text: string): Problem => {
    const place = `${use.last.file}:${use.last.line}`;
    return problem(`plugin/clouddns: ${place} - Error during parsing: ${text}`, { cause: "here" });
  };
  let service: CloudDnsService | undefined;
  const refreshing = new Refreshing(
    host.clock,
    refresh?.args.value.value.ms ?? DEFAULT_REFRESH_MS,
    async (isStopped) => {
      const error = service === undefined ? undefined : await updateZones(service, zones, urlOf);
      if (error !== undefined && !isStopped())
        log.error(`Failed to update zones [${[...zones.keys()].join(" ")}]: ${error}`);
    },
  );
  block.onStart(async () => {
    service = await host.cloudZones.cloudDns({ baseUrl: baseUrl(use), credentials });
    const missing = await missingZone(service, zones, urlOf);
    if (missing !== undefined) return refuse(`failed to create plugin: ${missing}`);
    const error = await updateZones(service, zones, urlOf);
    if (error !== undefined) return refuse(`failed to initialize plugin: ${error}`);
    refreshing.start();
    return undefined;
  });
  block.onStop(() => refreshing.stop());
  const handler = createHostedZones({
    name: NAME,
    zones: byWrittenName(zones),
    fallthrough: { zones: fallthroughZones(fallthrough) },
    resolve: (query, question) => lookUp(block, query, question),
  });
  return { ...handler, at: use.at };
}

function keptZones({ args }: CloudDnsConfig): KeptZones {
  const zones = new Map<string, KeptZone[]>();
  for (const { value, at } of args.zones) {
    const { project, hostedZone: zone } = value;
    const name = absolute(value.zone);
    const hosted = new HostedZone(zoneName(name) ?? NOWHERE, `zone ${zone} of ${project} at Cloud DNS`, at);
    oneOf(zones, name, (): KeptZone[] => []).push({ place: { project, zone }, hosted });
  }
  return zones;
}

/** Where the API is, in front of `/projects`. */
function baseUrl({ properties }: CloudDnsConfig): string {
  const given = properties.endpoint?.args.value.value || "https://dns.googleapis.com/";
  const url = given.includes("://") ? given : `https://${given}/`;
  const [, origin = "", path = ""] = /^([^/]*:\/\/[^/]*)(.*)$/.exec(url) ?? [];
  return `${origin}${path.slice(0, path.lastIndexOf("/") + 1) || "/"}dns/v1`;
}

/** The requests for zones. */
function urlsOf(use: CloudDnsConfig): UrlOf {
  const base = baseUrl(use);
  return ({ project, zone }, path) => {
    const place = `projects/${encodeURIComponent(project)}/managedZones/${encodeURIComponent(zone)}`;
    return `${base}/${place}${path}?alt=json&prettyPrint=false`;
  };
}

/** The file that the environment names, or the one that gcloud writes, if it is there. */
function defaultFile({ files, identity: { environment } }: Host): string | undefined {
  const named = environment.GOOGLE_APPLICATION_CREDENTIALS ?? "";
  if (named !== "") return named;
  const path = `${environment.HOME ?? ""}/.config/gcloud/application_default_credentials.json`;
  return files.read(path).kind === "file" ? path : undefined;
}
