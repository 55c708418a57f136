/** The file that `tls` names: how Prometheus's exporter toolkit serves over HTTP, checked as it does. */

import { quote } from "../../go/quote.ts";
import { readYaml } from "../../go/yaml.ts";
import type { HttpTls } from "../../ports/http.ts";
import { octetString } from "../../text/octets.ts";
import { readFields, type WebFields } from "./web-fields.ts";
import { type WebFault, type WebPlace, webTls } from "./web-tls.ts";

/** What a file says. */
export interface WebConfig {
  readonly kind: "web";
  readonly fields: WebFields;
  readonly tls: HttpTls | { readonly kind: "clear" };
}

/** Reads and checks all of it (Validate). */
export function readWebConfig(place: WebPlace): WebConfig | WebFault {
  const fields = readWebFields(place);
  if ("kind" in fields) return fields;
  const text = userFault(fields);
  if (text !== undefined) return { kind: "fault", text };
  const tls = webTls(fields.tls, place);
  return tls.kind === "fault" ? tls : { kind: "web", fields, tls };
}

/** Reads it without a look at hashes and certificates, as is done with each request (getConfig). */
export function readWebFields({ host, path }: WebPlace): WebFields | WebFault {
  const read = host.files.read(path);
  if (read.kind === "error") return { kind: "fault", text: read.text };
  // Characters beyond ASCII only must not get in the way of the rest.
  const text = octetString(read.bytes);
  const yaml = readYaml(text);
  if (!yaml.ok) return { kind: "fault", text: yaml.error };
  const fields = readFields(yaml.value, text);
  if (typeof fields === "string") return { kind: "fault", text: fields };
  const fault = headerFault(fields);
  return fault === undefined ? fields : { kind: "fault", text: fault };
}

/** Values that a header may have; any when there is none here. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "Strict-Transport-Security": [],
  "X-Content-Type-Options": ["nosniff"],
  "X-Frame-Options": ["deny", "sameorigin"],
  "X-XSS-Protection": [],
  "Content-Security-Policy": [],
};

function headerFault({ headers }: WebFields): string | undefined {
  for (const [name, value] of headers) {
    const allowed = Object.hasOwn(HEADERS, name) ? HEADERS[name] : undefined;
    if (allowed === undefined) return `HTTP header ${quote(name)} can not be configured`;
    if (allowed.length === 0 || allowed.includes(value)) continue;
    return `invalid value for ${name}. Expected one of: [${allowed.map(quote).join(" ")}], but got: ${quote(value)}`;
  }
  return undefined;
}

const HASH_LENGTH = 59;

/** What Go's bcrypt finds at the beginning of a hash. */
function userFault({ users }: WebFields): string | undefined {
  for (const [, hash] of users) {
    if (hash.length < HASH_LENGTH) return "crypto/bcrypt: hashedSecret too short to be a bcrypted password";
    if (!hash.startsWith("$")) {
      return `crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '${hash.charAt(0)}'`;
    }
    const version = hash.charAt(1);
    if (version > "2") {
      return `crypto/bcrypt: bcrypt algorithm version '${version}' requested is newer than current version '2'`;
    }
    const cost = /^\$.[^$]?\$(\d\d)\$/.exec(hash)?.[1];
    if (cost !== undefined && (Number(cost) < 4 || Number(cost) > 31)) {
      return `crypto/bcrypt: cost ${Number(cost)} is outside allowed inclusive range 4..31`;
    }
  }
  return undefined;
}
