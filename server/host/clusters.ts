/**
 * Follows objects of an API server as client-go's reflector does: a list, then a watch from its version on; after an end
 * or a fault the watch goes on where it was, and what is too old is listed again.
 */
import { type IncomingMessage, request as requestInClear } from "node:http";
import { type RequestOptions, request as requestOverTls } from "node:https";
import type { ClusterAccess, ClusterFollower, ClusterObjects, Clusters } from "../../lib/ports/clusters.ts";
import { jsonLines } from "./json-lines.ts";

const FIRST_DELAY_MS = 800;
const LONGEST_DELAY_MS = 30_000;
const LIST_TIMEOUT_MS = 30_000;
/** A list is read whole. */
const MAX_LIST_OCTETS = 512 * 1024 * 1024;

/** Objects of API servers over HTTP, in JSON. */
export const systemClusters: Clusters = {
  follow(access, objects, follower) {
    const reflector = new Reflector(access, objects, follower);
    void reflector.run();
    return () => reflector.stop();
  },
};

class Reflector {
  readonly #access: ClusterAccess;
  readonly #objects: ClusterObjects;
  readonly #follower: ClusterFollower;
  readonly #stopped = new AbortController();
  #version = "";
  #delayMs = FIRST_DELAY_MS;

  constructor(access: ClusterAccess, objects: ClusterObjects, follower: ClusterFollower) {
    this.#access = access;
    this.#objects = objects;
    this.#follower = follower;
  }

  stop(): void {
    this.#stopped.abort();
  }

  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        if (this.#version === "") await this.#list();
        await this.#watch();
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.#follower.failed(error instanceof Error ? error.message : String(error));
        await this.#pause();
      }
    }
  }

  async #list(): Promise<void> {
    const response = await this.#get({ resourceVersion: "0" }, LIST_TIMEOUT_MS);
    const text = await textOf(response);
    if (response.statusCode !== 200) throw new Error(statusText(response, text));
    const list: unknown = JSON.parse(text);
    const { items, version } = readList(list);
    this.#version = version;
    this.#delayMs = FIRST_DELAY_MS;
    this.#follower.listed(items);
  }

  async #watch(): Promise<void> {
    const parameters = { watch: "true", resourceVersion: this.#version, allowWatchBookmarks: "true" };
    const response = await this.#get(parameters, undefined);
    if (response.statusCode === 410) {
      response.destroy();
      this.#version = "";
      return;
    }
    if (response.statusCode !== 200) throw new Error(statusText(response, await textOf(response)));
    for await (const event of jsonLines(response)) {
      if (!this.#take(event)) {
        response.destroy();
        return;
      }
    }
    await this.#pause();
  }

  /** Takes an event; false when what it followed is too old, and must be listed again. */
  #take(event: unknown): boolean {
    const { type, object } = readEvent(event);
    if (type === "ERROR") {
      this.#version = "";
      return false;
    }
    this.#version = versionOf(object) ?? this.#version;
    if (type === "ADDED" || type === "MODIFIED") this.#follower.put(object);
    if (type === "DELETED") this.#follower.removed(object);
    return true;
  }

  #get(parameters: Readonly<Record<string, string>>, timeoutMs: number | undefined): Promise<IncomingMessage> {
    const { path, labelSelector, fieldSelector } = this.#objects;
    const url = new URL(`${this.#access.server.replace(/\/$/, "")}/${path}`);
    for (const [name, value] of Object.entries({ ...parameters, labelSelector, fieldSelector })) {
      if (value !== "") url.searchParams.set(name, value);
    }
    return open(url, optionsOf(this.#access, this.#stopped.signal, timeoutMs));
  }

  /** Waits longer after each fault, as client-go does. */
  async #pause(): Promise<void> {
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    await new Promise<void>((done) => {
      const timer = setTimeout(done, delayMs);
      timer.unref();
      this.#stopped.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        done();
      });
    });
  }
}

function optionsOf(access: ClusterAccess, signal: AbortSignal, timeoutMs: number | undefined): RequestOptions {
  const { serverName, insecure, authority, certificate, key } = access;
  const authorization = access.authorization();
  const pem = (bytes: Uint8Array | undefined): Buffer | undefined =>
    bytes === undefined ? undefined : Buffer.from(bytes);
  return {
    signal: timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: { accept: "application/json", ...(authorization === "" ? {} : { authorization }) },
    ...(serverName === "" ? {} : { servername: serverName }),
    rejectUnauthorized: !insecure,
    ...(authority === undefined ? {} : { ca: pem(authority) }),
    ...(certificate === undefined ? {} : { cert: pem(certificate) }),
    ...(key === undefined ? {} : { key: pem(key) }),
  };
}

function open(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestOverTls : requestInClear;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.once("error", reject);
    // Nobody is kept alive by a cluster that is only followed.
    sent.once("socket", (socket) => socket.unref());
    sent.end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    octets += chunk.length;
    if (octets > MAX_LIST_OCTETS) throw new Error("the list is too large");
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What the server says of a request that it refuses. */
function statusText({ statusCode }: IncomingMessage, text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    if (isRecord(status) && typeof status.message === "string") return status.message;
  } catch {
    // No status object: the code says it.
  }
  return `the server replied with status ${statusCode}`;
}

/** The objects of a list: each is told its kind, which lists leave out. */
function readList(list: unknown): { readonly items: readonly unknown[]; readonly version: string } {
  if (!isRecord(list) || !Array.isArray(list.items)) throw new Error("the server sent no list");
  const kind = typeof list.kind === "string" ? list.kind.replace(/List$/, "") : "";
  const items = list.items.map((item: unknown) => (isRecord(item) ? { kind, ...item } : item));
  return { items, version: versionOf(list) ?? "" };
}

function readEvent(event: unknown): { readonly type: string; readonly object: unknown } {
  if (!isRecord(event) || typeof event.type !== "string") throw new Error("the server sent no event");
  return { type: event.type, object: event.object };
}

function versionOf(object: unknown): string | undefined {
  if (!isRecord(object) || !isRecord(object.metadata)) return undefined;
  const { resourceVersion } = object.metadata;
  return typeof resourceVersion === "string" ? resourceVersion : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
