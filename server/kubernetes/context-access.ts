/** How a context of the user's kubeconfig is reached: plain data, which an engine's worker can be given. */
import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { reasonOf } from "../host/system-words.ts";
import { readKubeconfig } from "./kubeconfig.ts";

/** A cluster and the credentials for it. Certificates and keys are PEM. */
export interface ContextAccess {
  /** The context. */
  readonly name: string;
  readonly server: string;
  readonly serverName: string;
  readonly insecure: boolean;
  readonly authority: Uint8Array | undefined;
  readonly certificate: Uint8Array | undefined;
  readonly key: Uint8Array | undefined;
  /** Value of the Authorization header; empty for none. */
  readonly authorization: string;
}

/** A context, or why it cannot be used in one sentence. */
export type ContextRead =
  | { readonly ok: true; readonly value: ContextAccess }
  | { readonly ok: false; readonly error: string };

/** Reads what a context says, and runs the command that gives its credentials when it names one. No cluster is asked. */
export async function readContext(
  context: string,
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<ContextRead> {
  const { config } = await readKubeconfig(environment);
  if (config.getContextObject(context) === null) return refused(`The kubeconfig has no context ${context}.`);
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (cluster === null) return refused(`The context ${context} names a cluster that the kubeconfig does not have.`);
  if (cluster.proxyUrl !== undefined)
    return refused(`The cluster of ${context} is behind a proxy, which is not served.`);
  if (config.getCurrentUser()?.impersonateUser !== undefined)
    return refused(`The user of ${context} stands for another one, which is not served.`);
  try {
    // Without TLS no credentials are sent.
    const options = cluster.server.startsWith("http:") ? {} : await requestOptions(config);
    return { ok: true, value: { name: context, server: cluster.server, ...fromOptions(options) } };
  } catch (error) {
    return refused(`The credentials of ${context} cannot be had: ${reasonOf(error)}`);
  }
}

function refused(error: string): ContextRead {
  return { ok: false, error };
}

async function requestOptions(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = { headers: {} };
  await config.applyToHTTPSOptions(options);
  return options;
}

function fromOptions(options: RequestOptions): Omit<ContextAccess, "name" | "server"> {
  const { servername = "", rejectUnauthorized = true, ca, cert, key, auth } = options;
  return {
    serverName: servername,
    insecure: !rejectUnauthorized,
    authority: bytesOf(ca),
    certificate: bytesOf(cert),
    key: bytesOf(key),
    authorization: bearerOf(options) ?? (auth ? `Basic ${Buffer.from(auth).toString("base64")}` : ""),
  };
}

function bearerOf({ headers }: RequestOptions): string | undefined {
  if (headers === undefined || Array.isArray(headers)) return undefined;
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  return typeof value === "string" ? value : undefined;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value === "string") return new Uint8Array(Buffer.from(value));
  return value instanceof Uint8Array ? new Uint8Array(value) : undefined;
}
