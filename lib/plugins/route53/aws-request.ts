/** The first request to one of Amazon's services, up to where it is sent (AWS SDK for Go). */
import { type DialParts, dialError } from "../../plugin-kit/dial.ts";
import type { AwsConfig } from "./aws-config.ts";

/**
 * What can be told of a request without the network: nothing is wrong, it fails with this text, or it depends on whether
 * something can be connected to.
 */
export type AwsVerdict =
  | { readonly kind: "fine" }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "network"; readonly url: string; textOf(why: string): string };

/** A request. */
export interface AwsRequest {
  /** `Route 53: ListHostedZonesByName`. */
  readonly operation: string;
  readonly method: "Get" | "Post";
  readonly url: string;
}

/** How often the library asks metadata of machines and containers. */
const METADATA_ATTEMPTS = 3;
const DISABLED = 'access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable';
const TIMEOUT_MS = 1000;

/** How the library begins to tell that it gave up. */
export const exceeded = (attempts: number): string => `exceeded maximum number of attempts, ${attempts}`;

/** Asks the metadata of the machine. */
export function fromMetadata(operation: string, path: string, { metadata }: AwsConfig): AwsVerdict {
  const head = `operation error ec2imds: ${operation}`;
  if (metadata === undefined) return { kind: "error", text: `${head}, ${DISABLED}` };
  const url = `${metadata}${path}`;
  const text = `${head}, ${exceeded(METADATA_ATTEMPTS)}, request send failed, Get "${url}": `;
  return { kind: "network", url, textOf: (why) => text + why };
}

/** Gets credentials and sends the request with them. */
export function firstRequest(config: AwsConfig, { operation, method, url }: AwsRequest): AwsVerdict {
  const credentials = fromCredentials(config);
  const head = `operation error ${operation}, `;
  const tries = `${exceeded(config.maxAttempts)}, `;
  if (credentials.kind === "error") {
    return { kind: "error", text: `${head}get identity: get credentials: ${credentials.text}` };
  }
  if (credentials.kind === "network") {
    const textOf = (why: string): string => `${head}${tries}get identity: get credentials: ${credentials.textOf(why)}`;
    return { ...credentials, textOf };
  }
  const sending = `${head}${tries}https response error StatusCode: 0, RequestID: , request send failed, `;
  return { kind: "network", url, textOf: (why) => `${sending}${method} "${url}": ${why}` };
}

/** What can be told of getting credentials. */
export function fromCredentials(config: AwsConfig): AwsVerdict {
  const head = "failed to refresh cached credentials, ";
  switch (config.credentials.kind) {
    case "given":
      return { kind: "fine" };
    case "none":
      return { kind: "error", text: head + config.credentials.text };
    case "container": {
      const { url } = config.credentials;
      const text = `${head}failed to load credentials, ${exceeded(METADATA_ATTEMPTS)}, request send failed, Get "${url}": `;
      return { kind: "network", url, textOf: (why) => text + why };
    }
    case "machine": {
      const role = fromMetadata("GetMetadata", "/latest/meta-data/iam/security-credentials/", config);
      const none = `${head}no EC2 IMDS role found, `;
      if (role.kind === "network") return { ...role, textOf: (why) => none + role.textOf(why) };
      return role.kind === "error" ? { kind: "error", text: none + role.text } : role;
    }
  }
}

/** The text with which a request fails, after a look at the network; undefined when it may well succeed. */
export async function askVerdict(verdict: AwsVerdict, parts: DialParts): Promise<string | undefined> {
  if (verdict.kind !== "network") return verdict.kind === "error" ? verdict.text : undefined;
  const why = await dialError(verdict.url, TIMEOUT_MS, parts);
  return why === undefined ? undefined : verdict.textOf(why);
}
