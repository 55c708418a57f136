/** Zones of Google Cloud DNS, through Google's library. */
import { DNS } from "@google-cloud/dns";
import type {
  Asked,
  CloudDnsAccess,
  CloudDnsFailure,
  CloudDnsPlace,
  CloudDnsService,
  CloudRecordSet,
} from "../../lib/ports/cloud-zones.ts";
import { dialReason } from "./dial-words.ts";
import { ServiceAccount, TokenFault } from "./service-account.ts";

/** A client with these credentials. */
export function cloudDnsService({ baseUrl, credentials }: CloudDnsAccess): CloudDnsService {
  const clients = new Map<string, DNS>();
  const account = textOf(credentials, "type") === "service_account" ? new ServiceAccount(credentials) : undefined;
  const clientOf = (project: string): DNS => {
    const known = clients.get(project);
    if (known !== undefined) return known;
    const made = new DNS({ projectId: project, ...(isObject(credentials) ? { credentials } : {}) });
    made.baseUrl = baseUrl;
    if (account !== undefined) {
      made.authClient.authorizeRequest = async ({ headers, ...request } = {}) => {
        const authorized = new Headers(headers);
        authorized.set("authorization", `Bearer ${await account.token()}`);
        return { ...request, headers: authorized };
      };
    }
    clients.set(project, made);
    return made;
  };
  const get = ({ project, zone }: CloudDnsPlace, path: string, query: Readonly<Record<string, string>> = {}) =>
    request(clientOf(project), `/managedZones/${encodeURIComponent(zone)}${path}`, query);
  return {
    managedZone: (place) => asked(baseUrl, async () => void (await get(place, ""))),
    recordSets: (place) =>
      asked(baseUrl, async () => {
        const sets: CloudRecordSet[] = [];
        for (let token = ""; ; ) {
          const page = await get(place, "/rrsets", token === "" ? {} : { pageToken: token });
          for (const set of listOf(page, "rrsets")) sets.push(setOf(set));
          token = textOf(page, "nextPageToken");
          if (token === "") return sets;
        }
      }),
  };
}

/** A request with the client's credentials. */
function request(client: DNS, uri: string, qs: Readonly<Record<string, string>>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.request({ uri, qs }, (error: unknown, body: unknown) => {
      if (error === null || error === undefined) resolve(body);
      else reject(error);
    });
  });
}

async function asked<T>(baseUrl: string, ask: () => Promise<T>): Promise<Asked<T, CloudDnsFailure>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, baseUrl) };
  }
}

function setOf(set: unknown): CloudRecordSet {
  const ttl = memberOf(set, "ttl");
  const values = listOf(set, "rrdatas").map(String);
  return { name: textOf(set, "name"), type: textOf(set, "type"), ttl: typeof ttl === "number" ? ttl : 0, values };
}

function failureOf(error: unknown, baseUrl: string): CloudDnsFailure {
  if (error instanceof TokenFault) return error.failure;
  if (!(error instanceof Error)) return { kind: "credentials", text: String(error) };
  const config = memberOf(error, "config");
  const url = String(memberOf(config, "url") ?? "");
  const response = memberOf(error, "response");
  const isToken = url !== "" && !url.startsWith(baseUrl);
  const status = memberOf(response, "status") ?? memberOf(error, "code");
  if (isToken && typeof memberOf(response, "status") === "number")
    return { kind: "token", status: Number(status), body: bodyOf(memberOf(response, "data")) };
  if (typeof status === "number") {
    const errors = listOf(error, "errors").map((one) => ({
      reason: textOf(one, "reason"),
      message: textOf(one, "message"),
    }));
    const body = bodyOf(memberOf(response, "body"));
    const message = textOf(memberOf(parsed(body), "error"), "message");
    return { kind: "refused", status, message, errors, body };
  }
  const cause = memberOf(error, "cause");
  const reason = dialReason(cause instanceof Error ? cause : error);
  if (url === "" && !("code" in error)) return { kind: "credentials", text: error.message };
  return { kind: "unsent", method: isToken ? "Post" : "Get", url, reason };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const bodyOf = (data: unknown): string =>
  typeof data === "string" ? data : data === undefined ? "" : JSON.stringify(data);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const memberOf = (value: unknown, name: string): unknown => (isObject(value) ? Reflect.get(value, name) : undefined);

function textOf(value: unknown, name: string): string {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : "";
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
}
