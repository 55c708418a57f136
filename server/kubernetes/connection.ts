/** A connection to the API server of one context: requests in JSON, each with an end to its time, refusals in words. */
import { type IncomingMessage, request as requestInClear } from "node:http";
import { type RequestOptions, request as requestOverTls } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { reasonOf } from "../host/system-words.ts";
import { Refusal } from "../workspaces/refusal.ts";
import { readKubeconfig } from "./kubeconfig.ts";

/** A request to the API. */
export interface ClusterCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the server's address: `api/v1/namespaces`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What it needs, for whoever may not: `get configmaps in kube-system`. */
  readonly needs: string;
  /** Gives the text as it is, where the reply is no JSON. */
  readonly isText?: boolean;
}

/** What the API server said no to. */
export class ClusterRefusal extends Refusal {
  /** The API server's own status; 0 when it was not reached. */
  readonly code: number;
  readonly needs: string;

  constructor(code: number, needs: string, said: { readonly error: string; readonly help: string }) {
    super(statusFor(code), said.error, said.help);
    this.code = code;
    this.needs = needs;
  }
}

/** Reads and changes objects of one cluster. */
export interface ClusterConnection {
  readonly context: string;
  readonly server: string;
  /** Sends a request and gives the decoded reply. Throws a `ClusterRefusal`; an `AbortError` when it was cancelled. */
  send(call: ClusterCall): Promise<unknown>;
}

/** How a connection is made. */
export interface ConnectOptions {
  /** Where KUBECONFIG and HOME are; this process's if left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The longest that one request may take, credentials included. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const MAX_REPLY_OCTETS = 256 * 1024 * 1024;

/** Connects to a context of the kubeconfig; there is no default. Nothing is sent before the first request. */
export async function connect(context: string, options: ConnectOptions = {}): Promise<ClusterConnection> {
  const { config, problems } = await readKubeconfig(options.environment);
  const chosen = config.getContextObject(context);
  if (chosen === null) {
    const help = problems[0] ?? "Choose one that kubectl config get-contexts lists.";
    throw new Refusal(404, `the kubeconfig has no context "${context}"`, help);
  }
  const cluster = config.getCluster(chosen.cluster);
  if (cluster === null) {
    const help = "Add the cluster to the kubeconfig, or choose another context.";
    throw new Refusal(404, `the kubeconfig has no cluster "${chosen.cluster}" with a server`, help);
  }
  // Without a user the client would not even read the cluster's certificate.
  if (config.getUser(chosen.user) === null) config.addUser({ name: chosen.user });
  config.setCurrentContext(context);
  // The client refuses plain HTTP, as of kubectl proxy, unless it is told not to check a certificate that there is not.
  if (cluster.server.startsWith("http:")) {
    config.clusters = config.clusters.map((one) => (one === cluster ? { ...one, skipTLSVerify: true } : one));
  }
  return new Connection(context, { config, server: cluster.server, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
}

interface ConnectionParts {
  readonly config: KubeConfig;
  readonly server: string;
  readonly timeoutMs: number;
}

class Connection implements ClusterConnection {
  readonly context: string;
  readonly server: string;
  readonly #config: KubeConfig;
  readonly #timeoutMs: number;

  constructor(context: string, { config, server, timeoutMs }: ConnectionParts) {
    this.context = context;
    this.server = server;
    this.#config = config;
    this.#timeoutMs = timeoutMs;
  }

  async send(call: ClusterCall): Promise<unknown> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
    try {
      const options = await this.#credentials(signal);
      const { status, text } = await exchange(this.#url(call), { ...options, method: call.method, signal }, call.body);
      if (status >= 400) throw this.#refused(status, text, call.needs);
      return call.isText === true ? text : readJson(text);
    } catch (error) {
      call.signal?.throwIfAborted();
      if (error instanceof Refusal) throw error;
      const reason = timeout.aborted ? `no reply within ${this.#timeoutMs / 1000} s` : firstLine(reasonOf(error));
      const help = `Try kubectl --context ${this.context} version; it uses the same kubeconfig.`;
      const said = { error: `${this.context} (${this.server}) cannot be asked: ${reason}`, help };
      throw new ClusterRefusal(0, call.needs, said);
    }
  }

  #url({ path, query = {} }: ClusterCall): URL {
    const url = new URL(`${this.server.replace(/\/$/, "")}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** Credentials may come from a program or from another server: that takes time, too. */
  async #credentials(signal: AbortSignal): Promise<RequestOptions> {
    const options: RequestOptions = { headers: {} };
    const applied = this.#config.applyToHTTPSOptions(options);
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    await Promise.race([applied, stopped]);
    return options;
  }

  #refused(status: number, text: string, needs: string): ClusterRefusal {
    const message = statusMessage(text) ?? `the API server replied with status ${status}`;
    if (status === 401) {
      const help = "Log in to the cluster again, as for kubectl.";
      return new ClusterRefusal(status, needs, {
        error: `${this.context} does not know who you are: ${message}`,
        help,
      });
    }
    if (status === 403) {
      const help = `Missing: ${needs}. Ask for it, or have somebody run kubectl who may.`;
      return new ClusterRefusal(status, needs, { error: `${this.context} does not let you: ${message}`, help });
    }
    if (status === 409) {
      const help = "Look at the preview again: somebody else has changed it.";
      return new ClusterRefusal(status, needs, { error: message, help });
    }
    return new ClusterRefusal(status, needs, { error: `${this.context}: ${message}`, help: "The API server said so." });
  }
}

function statusFor(code: number): number {
  if (code === 0) return 502;
  return [400, 403, 404, 409, 413, 422].includes(code) ? code : 502;
}

async function exchange(
  url: URL,
  options: RequestOptions,
  body: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    ...options.headers,
    accept: "application/json, */*",
    ...(payload === undefined ? {} : { "content-type": "application/json", "content-length": payload.length }),
  };
  const request = url.protocol === "http:" ? requestInClear : requestOverTls;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { ...options, headers }, resolve);
    sent.once("error", reject);
    sent.end(payload);
  });
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    octets += chunk.length;
    if (octets > MAX_REPLY_OCTETS) throw new Error("the reply is too large");
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the reply is no JSON; this may not be the API server");
  }
}

function statusMessage(text: string): string | undefined {
  try {
    const read = z.object({ message: z.string() }).safeParse(JSON.parse(text));
    return read.success ? firstLine(read.data.message) : undefined;
  } catch {
    return undefined;
  }
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
