/** Keys to ask Amazon with: those that are there, or those that the machine, a container or the token service gives. */

import { jsonMember, parseJson } from "../../go/json.ts";
import { type AwsKeys, AwsKeysFault } from "../../ports/cloud-zones.ts";
import type { Web, WebReply, WebRequest } from "../../ports/web.ts";
import type { AwsConfig, AwsKeySource } from "./aws-config.ts";
import { exceeded, fromCredentials, fromMetadata } from "./aws-request.ts";

const METADATA_ATTEMPTS = 3;
const METADATA_TIMEOUT_MS = 1000;
const TOKEN_SECONDS = "21600";
const ROLES = "/latest/meta-data/iam/security-credentials/";
const DOCUMENT = "/latest/dynamic/instance-identity/document";

/** What a client gets keys out of. */
export interface AwsKeyParts {
  readonly config: AwsConfig;
  readonly region: string;
  readonly web: Web;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Given = Exclude<AwsKeySource, { readonly kind: "profile" }>;

/** Gets keys; throws an AwsKeysFault with what the library says when there are none. */
export function getKeys(from: Given | undefined, parts: AwsKeyParts): Promise<AwsKeys> {
  if (from?.kind === "keys") return Promise.resolve(from.keys);
  if (from?.kind === "token") return keysForToken(from, parts);
  const { credentials } = parts.config;
  if (credentials.kind === "container") return keysOfContainer(credentials.url, parts);
  if (credentials.kind === "machine") return keysOfMachine(parts);
  return Promise.reject(refused(credentials.kind === "none" ? `${REFRESH}${credentials.text}` : REFRESH));
}

/** The region that the machine is in, or why that is not known. */
export async function regionOfMachine(
  config: AwsConfig,
  web: Web,
): Promise<{ readonly ok: true; readonly region: string } | { readonly ok: false; readonly error: string }> {
  const verdict = fromMetadata("GetRegion", DOCUMENT, config);
  if (verdict.kind !== "network") return { ok: false, error: verdict.kind === "error" ? verdict.text : "" };
  const reply = await metadata(DOCUMENT, config, web);
  if (reply.kind === "fault") return { ok: false, error: verdict.textOf(reply.reason) };
  const head = "operation error ec2imds: GetRegion, ";
  if (reply.status !== 200) return { ok: false, error: `${head}${statusText(reply.status)}` };
  const json = parseJson(reply.body);
  const region = json.ok ? jsonMember(json.value, "region") : undefined;
  return typeof region === "string" && region !== ""
    ? { ok: true, region }
    : { ok: false, error: `${head}instance region not found in the identity document` };
}

const REFRESH = "failed to refresh cached credentials, ";
const IDENTITY = "get identity: get credentials: ";

function refused(text: string, head = ""): AwsKeysFault {
  return new AwsKeysFault(`${head}${IDENTITY}${text}`);
}

const statusText = (status: number): string => `http response error StatusCode: ${status}, request to EC2 IMDS failed`;

/** Asks as often as Amazon's library does. */
async function persistent(request: WebRequest, web: Web): ReturnType<Web["ask"]> {
  for (let attempt = 1; ; attempt++) {
    const reply = await web.ask({ ...request, timeoutMs: METADATA_TIMEOUT_MS });
    if (reply.kind === "reply" || attempt === METADATA_ATTEMPTS) return reply;
  }
}

/** The machine's metadata want a token; where they give none they are told without. */
async function metadata(path: string, { metadata: base = "" }: AwsConfig, web: Web): ReturnType<Web["ask"]> {
  const wanted = { "x-aws-ec2-metadata-token-ttl-seconds": TOKEN_SECONDS };
  const token = await persistent({ method: "PUT", url: `${base}/latest/api/token`, headers: wanted }, web);
  if (token.kind === "fault") return token;
  const headers: Readonly<Record<string, string>> =
    token.status === 200 ? { "x-aws-ec2-metadata-token": token.body } : {};
  return persistent({ method: "GET", url: `${base}${path}`, headers }, web);
}

async function keysOfMachine({ config, web }: AwsKeyParts): Promise<AwsKeys> {
  const verdict = fromCredentials(config);
  if (verdict.kind === "error") throw refused(verdict.text);
  const roles = await metadata(ROLES, config, web);
  const none = `${REFRESH}no EC2 IMDS role found, operation error ec2imds: GetMetadata, `;
  if (roles.kind === "fault")
    throw refused(
      verdict.kind === "network" ? verdict.textOf(roles.reason) : roles.text,
      `${exceeded(config.maxAttempts)}, `,
    );
  const [role = ""] = roles.body.trim().split(/\s/);
  if (roles.status !== 200 || role === "") throw refused(`${none}${statusText(roles.status)}`);
  const keys = await metadata(`${ROLES}${role}`, config, web);
  if (keys.kind === "fault") throw refused(`${REFRESH}failed to load credentials, ${keys.text}`);
  return readKeys(keys);
}

async function keysOfContainer(url: string, { config, web, environment }: AwsKeyParts): Promise<AwsKeys> {
  const authorization = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? "";
  const headers: Readonly<Record<string, string>> = authorization === "" ? {} : { authorization };
  const reply = await persistent({ method: "GET", url, headers }, web);
  const verdict = fromCredentials(config);
  if (reply.kind === "reply") return readKeys(reply);
  const text = verdict.kind === "network" ? verdict.textOf(reply.reason) : reply.text;
  throw refused(text, `${exceeded(config.maxAttempts)}, `);
}

/** Keys as metadata tell them. */
function readKeys({ status, body }: WebReply): AwsKeys {
  const json = parseJson(body);
  const value = json.ok ? json.value : undefined;
  const member = (name: string): string => {
    const found = jsonMember(value, name);
    return typeof found === "string" ? found : "";
  };
  const [id, secret] = [member("accesskeyid"), member("secretaccesskey")];
  if (status !== 200 || id === "" || secret === "") {
    const said = [member("code"), member("message")].filter((text) => text !== "").join(": ");
    throw refused(`${REFRESH}failed to load credentials, ${said === "" ? `StatusCode: ${status}` : said}`);
  }
  return { id, secret, sessionToken: member("token"), ...lasts(member("expiration")) };
}

function lasts(expiration: string): { readonly expiresMs?: number } {
  const expiresMs = Date.parse(expiration);
  return Number.isNaN(expiresMs) ? {} : { expiresMs };
}

/** AWS STS AssumeRoleWithWebIdentity: a request that nobody signs. */
async function keysForToken(
  { token, role, session }: Extract<Given, { readonly kind: "token" }>,
  { config, region, web, environment }: AwsKeyParts,
): Promise<AwsKeys> {
  // The address for all services is not for this one.
  const endpoint = (environment.AWS_ENDPOINT_URL_STS || `https://sts.${region}.amazonaws.com`).replace(/\/$/, "");
  const parameters = {
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: session === "" ? "aws-go-sdk" : session,
    WebIdentityToken: token,
  };
  const body = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const reply = await web.ask({ method: "POST", url: `${endpoint}/`, headers, body });
  const head = `${REFRESH}failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, `;
  if (reply.kind === "fault") {
    const sent = "https response error StatusCode: 0, RequestID: , request send failed, ";
    throw refused(`${head}${exceeded(config.maxAttempts)}, ${sent}${reply.text}`);
  }
  const element = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(reply.body)?.[1] ?? "";
  const [id, secret] = [element("AccessKeyId"), element("SecretAccessKey")];
  if (reply.status === 200 && id !== "" && secret !== "")
    return { id, secret, sessionToken: element("SessionToken"), ...lasts(element("Expiration")) };
  const answer = `https response error StatusCode: ${reply.status}, RequestID: ${element("RequestId")}, `;
  throw refused(`${head}${answer}${element("Code")}: ${element("Message")}`);
}
