/** Files with Google credentials, up to where a token would be fetched (cloud.google.com/go/auth and plugin clouddns). */

import { jsonMember, jsonTypeName, parseJson } from "../../go/json.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

/** A file that says what it is, or why it is not taken. */
export type CredentialFile =
  | { readonly ok: true; readonly type: string; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

/** The kinds of credentials that CoreDNS takes by file name. */
const TAKEN: readonly string[] = [
  "service_account",
  "authorized_user",
  "impersonated_service_account",
  "external_account",
];
/** The Go type that CoreDNS reads a file into; it shows in complaints. */
const GO_TYPE = 'struct { Type string "json:\\"type\\"" }';

/** Reads the file that `credentials` names; CoreDNS looks at its type itself. */
export function readNamedFile(path: string, files: Files): CredentialFile {
  const file = readTyped(path, files, { whole: GO_TYPE, field: "" });
  if (!file.ok) return file;
  if (file.type === "") return { ok: false, error: "missing `type` field in credential" };
  return TAKEN.includes(file.type) ? file : { ok: false, error: `unknown credential type: ${file.type}` };
}

/** Reads a file that the environment names. */
export function readDefaultFile(path: string, files: Files): CredentialFile {
  const file = readTyped(path, files, FILE_TYPE_CHECKER);
  if (!file.ok) return file;
  const client = jsonMember(file.value, "web") ?? jsonMember(file.value, "installed");
  const redirects = jsonMember(client, "redirect_uris");
  if (Array.isArray(redirects) && redirects.length > 0) {
    return { ok: false, error: "credentials: auth handler must be specified for this credential filetype" };
  }
  return identified(file);
}

interface GoNames {
  readonly whole: string;
  readonly field: string;
}

/** As what Google's library reads files and parts of them; it shows in complaints. */
const FILE_TYPE_CHECKER: GoNames = { whole: "credsfile.fileTypeChecker", field: "fileTypeChecker" };

function readTyped(path: string, files: Files, names: GoNames): CredentialFile {
  const file = files.read(path);
  if (file.kind === "error") return { ok: false, error: file.text };
  const json = parseJson(octetString(file.bytes));
  return json.ok ? typed(json.value, names) : json;
}

function typed(value: unknown, names: GoNames): CredentialFile {
  const shape = jsonTypeName(value);
  if (shape !== "object" && shape !== "null") {
    return { ok: false, error: `json: cannot unmarshal ${shape} into Go value of type ${names.whole}` };
  }
  const type = jsonMember(value, "type") ?? "";
  if (typeof type === "string") return { ok: true, type, value };
  const error = `json: cannot unmarshal ${jsonTypeName(type)} into Go struct field ${names.field}.type of type string`;
  return { ok: false, error };
}

function identified(file: CredentialFile): CredentialFile {
  if (!file.ok || file.type !== "") return file;
  return { ok: false, error: "credentials: unsupported unidentified file type" };
}

/** What Google's library says of credentials before it fetches a token; undefined when nothing is missing. */
export function missingIn(type: string, value: unknown): string | undefined {
  const needed = NEEDED[type];
  if (needed === undefined) return `credentials: unsupported filetype ${quote(type)}`;
  const missing = needed.find(([field]) => !has(value, field));
  if (missing !== undefined) return missing[1];
  if (type !== "impersonated_service_account") return undefined;
  const source = identified(typed(jsonMember(value, "source_credentials"), FILE_TYPE_CHECKER));
  return source.ok ? missingIn(source.type, source.value) : source.error;
}

function has(value: unknown, field: string): boolean {
  const member = jsonMember(value, field);
  return member !== undefined && member !== null && member !== "";
}

/** Where a token is fetched for the first request, or what is wrong before that. */
export type TokenRequest =
  | { readonly kind: "request"; readonly url: string; readonly head: string }
  | { readonly kind: "error"; readonly text: string };

const UNIVERSE = "googleapis.com";
const TOKEN_URL = "https://oauth2.googleapis.com/token";

/** How a token is fetched; undefined for credentials where that is not looked at here. */
export function tokenRequest(type: string, value: unknown): TokenRequest | undefined {
  const universe = jsonMember(value, "universe_domain") ?? "";
  if (typeof universe === "string" && universe !== "" && universe !== UNIVERSE) {
    const found = `does not match the universe domain found in the credentials (${quote(universe)})`;
    const advice = `If you haven't configured the universe domain explicitly, ${quote(UNIVERSE)} is the default`;
    return { kind: "error", text: `the configured universe domain (${quote(UNIVERSE)}) ${found}. ${advice}` };
  }
  if (type === "authorized_user") return { kind: "request", url: TOKEN_URL, head: `Post "${TOKEN_URL}": ` };
  const key = jsonMember(value, "private_key");
  if (type !== "service_account" || typeof key !== "string" || !PRIVATE_KEY.test(key)) return undefined;
  const own = jsonMember(value, "token_uri");
  const url = typeof own === "string" && own !== "" ? own : TOKEN_URL;
  return { kind: "request", url, head: `auth: cannot fetch token: Post "${url}": ` };
}

/** A private key in PEM that at least begins as one: with a sequence of ASN.1. */
const PRIVATE_KEY = /^-----BEGIN (?:RSA )?PRIVATE KEY-----\s*MI/;

const NOT_IMPERSONATED = "missing 'source_credentials' field or 'service_account_impersonation_url' in credentials";

/** What each kind of credentials must have, and what is said when it has not. */
const NEEDED: Readonly<Record<string, readonly (readonly [field: string, error: string])[]>> = {
  service_account: [
    ["client_email", "auth: email must be provided"],
    ["private_key", "auth: private key must be provided"],
  ],
  authorized_user: [
    ["client_id", "auth: client ID must be provided"],
    ["client_secret", "auth: client secret must be provided"],
    ["refresh_token", "auth: refresh token must be provided"],
  ],
  impersonated_service_account: [
    ["service_account_impersonation_url", NOT_IMPERSONATED],
    ["source_credentials", NOT_IMPERSONATED],
  ],
  external_account: [
    ["audience", "externalaccount: Audience must be set"],
    ["subject_token_type", "externalaccount: Subject token type must be set"],
    [
      "credential_source",
      "externalaccount: one of CredentialSource, SubjectTokenProvider, or AwsSecurityCredentialsProvider must be set",
    ],
  ],
  external_account_authorized_user: ["refresh_token", "client_id", "client_secret", "token_url"].map(
    (field) => [field, "credentials: invalid external_account_authorized_user configuration"] as const,
  ),
  gdch_service_account: [["format_version", 'credentials: unsupported gdch_service_account format ""']],
};
