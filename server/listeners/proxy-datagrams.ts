/** The header of the PROXY protocol before datagrams (CoreDNS, plugin/pkg/proxyproto): in each, or in one of its own before them. */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { joinHostPort } from "../../lib/go/net.ts";
import type { ProxyProtocol } from "../../lib/set-up/block-settings.ts";
import { isDatagram, type ProxyHeader, proxyFields, readProxyHeader } from "./proxy-header.ts";

/** A datagram without its header. */
export interface ProxiedDatagram {
  readonly payload: Uint8Array;
  readonly client: Endpoint;
  /** The header's other fields, where somebody wants them. */
  readonly proxyFields?: Uint8Array | undefined;
}

interface Session {
  readonly header: ProxyHeader;
  readonly untilMs: number;
}

/** So many sessions are remembered when nothing is said (CoreDNS, udpSessionMaxEntries). */
const MAX_SESSIONS = 10_240;

/** What one socket knows of the proxies that send to it. */
export class ProxyDatagrams {
  readonly #nowMs: () => number;
  /** The longest unused first. */
  readonly #sessions = new Map<string, Session>();
  #proxied: ProxyProtocol | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Takes the header off; undefined for what is not to be answered. */
  take(message: Uint8Array, peer: Endpoint, proxied: ProxyProtocol): ProxiedDatagram | undefined {
    if (proxied !== this.#proxied) this.#sessions.clear();
    this.#proxied = proxied;
    const use = proxied.policyFor(peer.address);
    if (use === "skip") return { payload: message, client: peer };
    const read = headerOf(message);
    if (typeof read === "string") return drop(peer, read, proxied);
    const payload = message.subarray(read?.length ?? 0);
    if (use === "reject" && read !== undefined) {
      return drop(peer, "connection rejected by Proxy Protocol connection policy", proxied);
    }
    if (use !== "use") return { payload, client: peer };
    if (read === undefined) return this.#continued(message, peer, proxied);
    const isTracked = proxied.sessionMs > 0;
    if (isTracked && !read.isLocal) this.#remember(peer, read, proxied);
    if (isTracked && payload.length === 0) return undefined;
    return read.isLocal ? { payload, client: peer } : proxiedBy(read, payload, { peer, proxied });
  }

  #continued(payload: Uint8Array, peer: Endpoint, proxied: ProxyProtocol): ProxiedDatagram {
    const session = proxied.sessionMs > 0 ? this.#sessions.get(keyOf(peer)) : undefined;
    if (session === undefined || session.untilMs <= this.#nowMs()) return { payload, client: peer };
    this.#remember(peer, session.header, proxied);
    return proxiedBy(session.header, payload, { peer, proxied });
  }

  #remember(peer: Endpoint, header: ProxyHeader, { sessionMs, maxSessions }: ProxyProtocol): void {
    const key = keyOf(peer);
    this.#sessions.delete(key);
    this.#sessions.set(key, { header, untilMs: this.#nowMs() + sessionMs });
    if (this.#sessions.size <= (maxSessions > 0 ? maxSessions : MAX_SESSIONS)) return;
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }
}

function keyOf({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}

/** The header of a datagram, why it is none, or undefined for a datagram without one. */
function headerOf(message: Uint8Array): ProxyHeader | string | undefined {
  const reading = readProxyHeader(message, true);
  if (reading.kind === "broken") {
    return `parsing Proxy Protocol header (packet size: ${message.length}): ${reading.why}`;
  }
  if (reading.kind !== "header") return undefined;
  const { header } = reading;
  if (header.version !== 2) return `unsupported Proxy Protocol version ${header.version} (only v2 supported for UDP)`;
  if (isDatagram(header) && header.source !== undefined) return header;
  return `PROXY Protocol header is not UDP type (transport protocol: 0x${header.protocol.toString(16)})`;
}

function drop(peer: Endpoint, why: string, { warn }: ProxyProtocol): undefined {
  warn(`dropping invalid Proxy Protocol packet from ${joinHostPort(peer.address, peer.port)}: ${why}`);
  return undefined;
}

function proxiedBy(
  header: ProxyHeader,
  payload: Uint8Array,
  { peer, proxied }: { readonly peer: Endpoint; readonly proxied: ProxyProtocol },
): ProxiedDatagram {
  const fields = proxied.keepsFields ? proxyFields(header) : undefined;
  return { payload, client: header.source ?? peer, proxyFields: fields };
}
