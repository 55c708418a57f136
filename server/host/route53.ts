/** Zones of Route 53, through Amazon's library. */
import { Agent } from "node:https";
import {
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  Route53Client,
  type Route53ClientConfig,
  Route53ServiceException,
} from "@aws-sdk/client-route-53";
import {
  type Asked,
  type AwsFailure,
  AwsKeysFault,
  type CloudRecordSet,
  type Route53Access,
  type Route53Service,
} from "../../lib/ports/cloud-zones.ts";
import { dialReason } from "./dial-words.ts";

/** The most that one page has; CoreDNS asks for as many. */
const PAGE_SIZE = 1000;

/** A client for these credentials. */
export function route53Service(access: Route53Access): Route53Service {
  const client = new Route53Client(settingsOf(access));
  // What the process has in its environment is not the Corefile's.
  if (access.endpoint === undefined) client.config.serviceConfiguredEndpoint = () => Promise.resolve(undefined);
  const urls = watchFailures(client);
  const ask = async <T>(send: () => Promise<T>): Promise<Asked<T, AwsFailure>> => {
    try {
      return { ok: true, value: await send() };
    } catch (error) {
      return { ok: false, failure: failureOf(error, urls, access.maxAttempts) };
    }
  };
  return {
    listHostedZonesByName: (zone, id) =>
      ask(async () => {
        await client.send(new ListHostedZonesByNameCommand({ DNSName: zone, HostedZoneId: id }));
        return undefined;
      }),
    listResourceRecordSets: (id) => ask(() => allSets(client, id)),
    close: () => client.destroy(),
  };
}

function settingsOf(access: Route53Access): Route53ClientConfig {
  const { region, endpoint, maxAttempts, usesDualStack, usesFips, authorities, keys } = access;
  return {
    region,
    maxAttempts,
    retryMode: "standard",
    defaultsMode: "legacy",
    useDualstackEndpoint: usesDualStack,
    useFipsEndpoint: usesFips,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(authorities === undefined
      ? {}
      : { requestHandler: { httpsAgent: new Agent({ keepAlive: true, ca: Buffer.from(authorities) }) } }),
    ...(typeof keys !== "function"
      ? { profile: keys.profile }
      : {
          async credentials() {
            const { id, secret, sessionToken, expiresMs } = await keys();
            return {
              accessKeyId: id,
              secretAccessKey: secret,
              ...(sessionToken === "" ? {} : { sessionToken }),
              ...(expiresMs === undefined ? {} : { expiration: new Date(expiresMs) }),
            };
          },
        }),
  };
}

type FailedUrls = WeakMap<Error, string>;

/** Remembers where requests went that nothing came back of. */
function watchFailures({ config }: Route53Client): FailedUrls {
  const urls: FailedUrls = new WeakMap();
  const { requestHandler } = config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = async (request, options) => {
    try {
      return await handle(request, options);
    } catch (error) {
      const { protocol, hostname, port, path, query = {} } = request;
      const place = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`;
      const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
      if (error instanceof Error)
        urls.set(error, `${place}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`);
      throw error;
    }
  };
  return urls;
}

async function allSets(client: Route53Client, id: string): Promise<readonly CloudRecordSet[]> {
  const sets: CloudRecordSet[] = [];
  let from: Pick<ListResourceRecordSetsCommandOutput, "NextRecordName" | "NextRecordType" | "NextRecordIdentifier"> =
    {};
  for (;;) {
    const page: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: id,
        MaxItems: PAGE_SIZE,
        StartRecordName: from.NextRecordName,
        StartRecordType: from.NextRecordType,
        StartRecordIdentifier: from.NextRecordIdentifier,
      }),
    );
    for (const set of page.ResourceRecordSets ?? []) sets.push(setOf(set));
    if (page.IsTruncated !== true) return sets;
    from = page;
  }
}

/** Aliases of Amazon's own have no values. */
function setOf({ Name: name = "", Type: type, TTL: ttl = 0, ResourceRecords: records = [] }: ResourceRecordSet) {
  return { name, type: type ?? "", ttl, values: records.map(({ Value: value = "" }) => value) };
}

function failureOf(error: unknown, urls: FailedUrls, maxAttempts: number): AwsFailure {
  if (error instanceof AwsKeysFault) return { kind: "keys", text: error.message };
  if (!(error instanceof Error)) return { kind: "keys", text: String(error) };
  const url = urls.get(error);
  if (url !== undefined) return { kind: "unsent", url, reason: dialReason(error), attempts: maxAttempts };
  if (error instanceof Route53ServiceException) {
    const { httpStatusCode: status = 0, requestId = "", attempts = 1 } = error.$metadata;
    return { kind: "refused", status, requestId, code: error.name, message: error.message, attempts };
  }
  const text = `get identity: get credentials: failed to refresh cached credentials, ${error.message}`;
  return { kind: "keys", text };
}
