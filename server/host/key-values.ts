/**
 * Keys of etcd, asked as its client for Go does: any member that is connected, each in its turn; while none is, a call waits
 * for one until its time is over; what a member could not do for now is tried again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Client,
  type ClientUnaryCall,
  connectivityState,
  Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import {
  type KeyExtent,
  type KeyValue,
  type KeyValueAccess,
  KeyValueError,
  type KeyValueStore,
} from "../../lib/ports/key-values.ts";
import { clientsOf } from "./etcd-endpoints.ts";
import { authenticateCall, type EtcdCall, eitherCall, keyCall, prefixCall, timeToLiveCall } from "./etcd-messages.ts";

/** How often a call is sent at most, and what is waited once half of the members have had it. */
const MAX_ATTEMPTS = 100;
const PAUSE_MS = 25;

const NOT_ENABLED = "etcdserver: authentication is not enabled";
/** Refused together, two reads may be allowed one by one, as CoreDNS has them: the second is for nothing below the key. */
const ONE_BY_ONE: ReadonlySet<string> = new Set(["etcdserver: permission denied", "etcdserver: key is not provided"]);
/** What etcd says when a token is missing, or does not count any more. */
const WITHOUT_TOKEN: ReadonlySet<string> = new Set([
  "etcdserver: user name is empty",
  "etcdserver: invalid auth token",
  "etcdserver: revision of auth store is old",
]);

/** Opens a store; nothing is sent before it is asked. */
export function openEtcd(access: KeyValueAccess): KeyValueStore {
  return new Etcd(access);
}

class Etcd implements KeyValueStore {
  readonly #access: KeyValueAccess;
  readonly #clients: readonly Client[];
  readonly #calls = new Set<ClientUnaryCall>();
  readonly #closed = new AbortController();
  #turn = 0;
  #token = "";
  /** The request for a token that is under way. */
  #authenticating: Promise<void> | undefined;

  constructor(access: KeyValueAccess) {
    this.#access = access;
    this.#clients = clientsOf(access);
  }

  async get(key: string, extent: KeyExtent, timeoutMs: number): Promise<readonly KeyValue[]> {
    const untilMs = performance.now() + timeoutMs;
    const whole = key === "/" ? "" : key;
    if (extent === "key") return this.#call(keyCall(whole), untilMs);
    const below = prefixCall(`${whole}/`);
    try {
      return await this.#call(eitherCall(below, keyCall(whole)), untilMs);
    } catch (error) {
      if (!(error instanceof KeyValueError) || !ONE_BY_ONE.has(error.message)) throw error;
    }
    const found = await this.#call(below, untilMs);
    return found.length > 0 ? found : this.#call(keyCall(whole), untilMs);
  }

  leaseSeconds(lease: bigint, timeoutMs: number): Promise<number> {
    return this.#call(timeToLiveCall(lease), performance.now() + timeoutMs);
  }

  authenticate(): Promise<void> {
    return this.#authenticate(Number.POSITIVE_INFINITY);
  }

  close(): void {
    this.#closed.abort();
    for (const call of this.#calls) call.cancel();
    for (const client of this.#clients) client.close();
  }

  #authenticate(untilMs: number): Promise<void> {
    this.#authenticating ??= this.#newToken(untilMs).finally(() => {
      this.#authenticating = undefined;
    });
    return this.#authenticating;
  }

  async #newToken(untilMs: number): Promise<void> {
    const { user } = this.#access;
    if (user === undefined) return;
    this.#token = "";
    try {
      this.#token = await this.#call(authenticateCall(user.name, user.password), untilMs);
    } catch (error) {
      if (!(error instanceof KeyValueError) || error.message !== NOT_ENABLED) throw error;
    }
  }

  async #call<Reply>(call: EtcdCall<Reply>, untilMs: number): Promise<Reply> {
    const quorum = Math.floor(this.#clients.length / 2) + 1;
    for (let attempt = 0; ; attempt++) {
      if (attempt > 0 && attempt % quorum === 0) await this.#pause(PAUSE_MS, untilMs);
      const client = await this.#connected(untilMs);
      const reply = await this.#send(client, call, untilMs);
      if (!(reply instanceof Error)) return reply.value;
      const { code, details } = reply;
      if (code === status.DEADLINE_EXCEEDED) throw new KeyValueError("context deadline exceeded");
      if (code === status.CANCELLED && this.#closed.signal.aborted) throw new KeyValueError("context canceled");
      const isLast = attempt === MAX_ATTEMPTS - 1;
      if (this.#access.user !== undefined && WITHOUT_TOKEN.has(details) && !isLast) await this.#authenticate(untilMs);
      else if (code !== status.UNAVAILABLE || isLast) throw new KeyValueError(inWords(reply));
    }
  }

  #send<Reply>(
    client: Client,
    { method, request }: EtcdCall<Reply>,
    untilMs: number,
  ): Promise<{ readonly value: Reply } | ServiceError> {
    const metadata = new Metadata();
    if (this.#token !== "") metadata.set("token", this.#token);
    const deadline = untilMs === Number.POSITIVE_INFINITY ? untilMs : Date.now() + untilMs - performance.now();
    return new Promise((resolve) => {
      const sent: ClientUnaryCall = client.makeUnaryRequest(
        method.path,
        (octets: Buffer) => octets,
        method.read,
        request,
        metadata,
        { deadline },
        (error, value) => {
          this.#calls.delete(sent);
          resolve(error ?? { value: value ?? method.read(Buffer.alloc(0)) });
        },
      );
      this.#calls.add(sent);
    });
  }

  /** The next member that is connected; waits for one while none is. */
  async #connected(untilMs: number): Promise<Client> {
    for (;;) {
      if (this.#closed.signal.aborted) throw new KeyValueError("context canceled");
      const states = this.#clients.map((client) => client.getChannel().getConnectivityState(true));
      const ready = this.#clients.filter((_, index) => states[index] === connectivityState.READY);
      const client = ready[this.#turn++ % ready.length];
      if (client !== undefined) return client;
      if (performance.now() >= untilMs) throw new KeyValueError("context deadline exceeded");
      await Promise.race(this.#clients.map((one, index) => changed(one, states[index], untilMs)));
    }
  }

  async #pause(delayMs: number, untilMs: number): Promise<void> {
    const leftMs = Math.max(0, Math.min(delayMs, untilMs - performance.now()));
    await sleep(leftMs, undefined, { signal: this.#closed.signal }).catch(() => undefined);
  }
}

/** Ends when the connection is in another state than this, or the time is over. */
function changed(client: Client, state: connectivityState | undefined, untilMs: number): Promise<void> {
  if (state === undefined) return Promise.resolve();
  const deadline = untilMs === Number.POSITIVE_INFINITY ? untilMs : Date.now() + untilMs - performance.now();
  return new Promise((resolve) => client.getChannel().watchConnectivityState(state, deadline, () => resolve()));
}

/** An error as Go prints it: etcd's own words alone, others behind their code. */
function inWords({ code, details }: ServiceError): string {
  if (details.startsWith("etcdserver: ")) return details;
  const name = (status[code] ?? "Unknown")
    .toLowerCase()
    .replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase());
  return `rpc error: code = ${name} desc = ${details}`;
}
