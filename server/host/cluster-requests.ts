/** Requests for the objects of one kind to an API server. */
import { type IncomingMessage, request as requestInClear } from "node:http";
import { type RequestOptions, request as requestOverTls } from "node:https";
import type { ClusterAccess, ClusterObjects, RequestLimits } from "../../lib/ports/clusters.ts";
import { RequestGate } from "./request-gate.ts";

/** A page of a list is read whole. */
const MAX_LIST_OCTETS = 512 * 1024 * 1024;

/** Those of client-go. */
const USUAL_LIMITS: RequestLimits = { perSecond: 5, burst: 10, atOnce: 0 };
/** All who follow objects by one access share its limits. */
const gates = new WeakMap<ClusterAccess, RequestGate>();

function gateOf(access: ClusterAccess): RequestGate {
  const gate = gates.get(access) ?? new RequestGate(access.limits ?? USUAL_LIMITS);
  gates.set(access, gate);
  return gate;
}

/** What stands in a request's query; what is empty is left out. */
export type Parameters = Readonly<Record<string, string>>;

/** What a server says of a request that it refuses. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Asks for objects. What is under way ends with the signal. */
export class ApiRequests {
  readonly #access: ClusterAccess;
  readonly #objects: ClusterObjects;
  readonly #signal: AbortSignal;
  readonly #gate: RequestGate;

  constructor(access: ClusterAccess, objects: ClusterObjects, signal: AbortSignal) {
    this.#access = access;
    this.#objects = objects;
    this.#signal = signal;
    this.#gate = gateOf(access);
  }

  /** The reply to a request, of which the head has come. */
  async open(parameters: Parameters, timeoutMs: number): Promise<IncomingMessage> {
    const { path, labelSelector, fieldSelector } = this.#objects;
    const url = new URL(`${this.#access.server.replace(/\/$/, "")}/${path}`);
    for (const [name, value] of Object.entries({ ...parameters, labelSelector, fieldSelector })) {
      if (value !== "") url.searchParams.set(name, value);
    }
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(timeoutMs)]);
    const { counts } = this.#access;
    await this.#gate.enter(signal);
    try {
      const response = await send(url, { ...optionsOf(this.#access), signal });
      counts?.ended(String(response.statusCode));
      return response;
    } catch (error) {
      counts?.ended("<error>");
      throw error;
    } finally {
      this.#gate.leave();
    }
  }

  /** The JSON of a list, when it is its turn; rejects with what the server says when it refuses. */
  async read(parameters: Parameters, timeoutMs: number): Promise<unknown> {
    const { counts } = this.#access;
    counts?.waited(await this.#gate.takeTurn(this.#signal));
    const begunMs = performance.now();
    const response = await this.open(parameters, timeoutMs);
    if (response.statusCode !== 200) throw await this.refusal(response);
    const text = await textOf(response);
    counts?.took((performance.now() - begunMs) / 1000);
    return JSON.parse(text);
  }

  /** Reads why the server refuses. */
  async refusal(response: IncomingMessage): Promise<Refusal> {
    return new Refusal(response.statusCode ?? 0, statusText(response, await textOf(response)));
  }
}

function optionsOf(access: ClusterAccess): RequestOptions {
  const { serverName, insecure, authority, certificate, key } = access;
  const authorization = access.authorization();
  const pem = (bytes: Uint8Array | undefined): Buffer | undefined =>
    bytes === undefined ? undefined : Buffer.from(bytes);
  return {
    headers: { accept: "application/json", ...(authorization === "" ? {} : { authorization }) },
    ...(serverName === "" ? {} : { servername: serverName }),
    rejectUnauthorized: !insecure,
    ...(authority === undefined ? {} : { ca: pem(authority) }),
    ...(certificate === undefined ? {} : { cert: pem(certificate) }),
    ...(key === undefined ? {} : { key: pem(key) }),
  };
}

function send(url: URL, options: RequestOptions): Promise<IncomingMessage> {
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

function statusText({ statusCode }: IncomingMessage, text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    if (isRecord(status) && typeof status.message === "string") return status.message;
  } catch {
    // No status object: the code says it.
  }
  return `the server replied with status ${statusCode}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
