/** What Amazon's library gathers before it asks anything: environment, profiles, Corefile (AWS SDK for Go, config). */
import { parseIp } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import { parseInt10 } from "../../go/strconv.ts";
import { parseUrl } from "../../go/url.ts";
import type { AwsKeys } from "../../ports/cloud-zones.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { type Profile, readProfile } from "./aws-profile.ts";

/** Environment and files. */
export interface AwsWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
}

/** What a Corefile says about whom to ask as. */
export interface AwsChoices {
  readonly profile?: string;
  /** The file of profiles instead of `~/.aws/config`. */
  readonly configFile?: string;
  readonly accessKey?: { readonly id: string; readonly key: string };
}

/** Where credentials come from. */
type AwsCredentials =
  | { readonly kind: "given"; readonly from: AwsKeySource }
  | { readonly kind: "machine" }
  | { readonly kind: "container"; readonly url: string }
  | { readonly kind: "none"; readonly text: string };

/** Credentials that are there, or that somebody gives for what is there. */
export type AwsKeySource =
  | { readonly kind: "keys"; readonly keys: AwsKeys }
  /** A token in a file, for which there are keys at Amazon's token service. */
  | { readonly kind: "token"; readonly token: string; readonly role: string; readonly session: string }
  /** A profile that says how they are got. */
  | { readonly kind: "profile"; readonly name: string };

/** The configuration of a client. */
export interface AwsConfig {
  readonly kind: "config";
  /** Empty when nothing tells it. */
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly maxAttempts: number;
  /** The address of an environment's own services; undefined for Amazon's. */
  endpointOf(service: string): string | undefined;
  /** The address of the machine's metadata; undefined when they must not be asked. */
  readonly metadata: string | undefined;
  /** Certificates of authorities in PEM, instead of the system's. */
  readonly authorities: Uint8Array | undefined;
  /** The file of profiles that was read, when it is not the usual one. */
  readonly configFile: string | undefined;
}

/** Why there is none, in the library's words. */
export interface AwsConfigError {
  readonly kind: "error";
  readonly text: string;
}

const MAX_ATTEMPTS = 3;
const METADATA = "http://169.254.169.254";
const CONTAINER_METADATA = "http://169.254.170.2";
const CONTAINER_HOSTS: readonly string[] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];

/** Gathers a client's configuration. */
export function loadAws({ environment, files }: AwsWorld, choices: AwsChoices = {}): AwsConfig | AwsConfigError {
  const fail = (text: string): AwsConfigError => ({ kind: "error", text });
  const get = (name: string): string => environment[name] ?? "";
  const attempts = get("AWS_MAX_ATTEMPTS");
  const maxAttempts = attempts === "" ? 0 : parseInt10(attempts, 32);
  if (typeof maxAttempts !== "number" && !maxAttempts.ok) {
    return fail(`invalid value AWS_MAX_ATTEMPTS=${attempts}, ${maxAttempts.error}`);
  }
  const folder = `${get("HOME")}/.aws`;
  const wanted = choices.profile || get("AWS_PROFILE") || get("AWS_DEFAULT_PROFILE");
  const paths = {
    config: choices.configFile ?? (get("AWS_CONFIG_FILE") || `${folder}/config`),
    credentials: get("AWS_SHARED_CREDENTIALS_FILE") || `${folder}/credentials`,
  };
  const found = readProfile(wanted || "default", paths, files);
  if (found === undefined && wanted !== "") return fail(`failed to get shared config profile, ${wanted}`);
  const profile: Profile = found ?? new Map();
  const bundle = get("AWS_CA_BUNDLE") || profile.get("ca_bundle") || "";
  const authorities = bundle === "" ? undefined : files.read(bundle);
  if (authorities?.kind === "error") return fail(authorities.text);
  const credentials = credentialsOf({ environment, files }, choices, { name: wanted || "default", profile });
  if ("error" in credentials) return fail(credentials.error);
  const count = typeof maxAttempts === "number" ? maxAttempts : maxAttempts.value;
  return {
    kind: "config",
    region: get("AWS_REGION") || get("AWS_DEFAULT_REGION") || (profile.get("region") ?? ""),
    credentials,
    authorities: authorities?.bytes,
    configFile: choices.configFile,
    maxAttempts: count > 0 ? count : MAX_ATTEMPTS,
    endpointOf(service) {
      if (get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").toLowerCase() === "true") return undefined;
      const own = get(`AWS_ENDPOINT_URL_${service}`) || get("AWS_ENDPOINT_URL") || (profile.get("endpoint_url") ?? "");
      return own === "" ? undefined : own;
    },
    metadata:
      get("AWS_EC2_METADATA_DISABLED").toLowerCase() === "true"
        ? undefined
        : (get("AWS_EC2_METADATA_SERVICE_ENDPOINT") || METADATA).replace(/\/$/, ""),
  };
}

/** In the order in which the library looks for them. */
function credentialsOf(
  { environment, files }: AwsWorld,
  { accessKey, profile: chosen }: AwsChoices,
  { name, profile }: { readonly name: string; readonly profile: Profile },
): AwsCredentials | { readonly error: string } {
  const get = (name: string): string => environment[name] ?? "";
  if (accessKey !== undefined) {
    if (accessKey.id !== "" && accessKey.key !== "") return lasting(accessKey.id, accessKey.key);
    return { kind: "none", text: "static credentials are empty" };
  }
  if (chosen === undefined || chosen === "") {
    const id = get("AWS_ACCESS_KEY_ID") || get("AWS_ACCESS_KEY");
    const secret = get("AWS_SECRET_ACCESS_KEY") || get("AWS_SECRET_KEY");
    if (id !== "" && secret !== "") return lasting(id, secret, get("AWS_SESSION_TOKEN"));
    const path = get("AWS_WEB_IDENTITY_TOKEN_FILE");
    const session = get("AWS_ROLE_SESSION_NAME");
    if (path !== "") return tokenCredentials({ path, role: get("AWS_ROLE_ARN"), session }, files);
  }
  const [id, secret] = [profile.get("aws_access_key_id") ?? "", profile.get("aws_secret_access_key") ?? ""];
  if (id !== "" && secret !== "") return lasting(id, secret, profile.get("aws_session_token"));
  if (OF_PROFILE.some((names) => names.every((setting) => (profile.get(setting) ?? "") !== "")))
    return { kind: "given", from: { kind: "profile", name } };
  const path = get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  if (path !== "") return { kind: "container", url: `${CONTAINER_METADATA}${path}` };
  const url = get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  return url === "" ? { kind: "machine" } : containerCredentials(url);
}

function lasting(id: string, secret: string, sessionToken = ""): AwsCredentials {
  return { kind: "given", from: { kind: "keys", keys: { id, secret, sessionToken } } };
}

/** Other settings of a profile that lead to credentials. */
const OF_PROFILE: readonly (readonly string[])[] = [
  ["source_profile", "role_arn"],
  ["credential_source"],
  ["web_identity_token_file"],
  ["sso_session"],
  ["sso_start_url"],
  ["login_session"],
  ["credential_process"],
];

interface TokenFile {
  readonly path: string;
  readonly role: string;
  readonly session: string;
}

function tokenCredentials(
  { path, role, session }: TokenFile,
  files: Files,
): AwsCredentials | { readonly error: string } {
  if (role === "") return { error: "role ARN is not set" };
  const read = files.read(path);
  if (read.kind === "file")
    return { kind: "given", from: { kind: "token", token: octetString(read.bytes), role, session } };
  const text = `failed to retrieve jwt from provide source, unable to read file at ${path}: ${read.text}`;
  return { kind: "none", text };
}

function containerCredentials(url: string): AwsCredentials | { readonly error: string } {
  const parsed = parseUrl(url);
  if (!parsed.ok) return { error: `invalid URL, ${parsed.error}` };
  const host = parsed.value.host.replace(/:\d*$/, "").replace(/^\[|\]$/g, "");
  if (host === "") return { error: "unable to parse host from local HTTP cred provider URL" };
  const address = parseIp(host);
  const isLoopback = host === "::1" || address?.[0] === 127;
  if (parsed.value.scheme === "http" && address !== undefined && !isLoopback && !CONTAINER_HOSTS.includes(host)) {
    return { error: `invalid endpoint host, ${quote(host)}, only loopback/ecs/eks hosts are allowed` };
  }
  return { kind: "container", url };
}
