/** Connections to upstreams over TLS (RFC 7858), with the certificate checked; errors in Go's words. */
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from "node:tls";
import { joinHostPort } from "../../lib/go/net.ts";
import {
  ExchangeError,
  type UpstreamConnection,
  type UpstreamEndpoint,
  type UpstreamTls,
} from "../../lib/ports/exchange.ts";
import { outOfTime, UNKNOWN_AUTHORITY, wrongName } from "./certificate-fault.ts";
import { dialReasonOf, kindOf, reasonOf } from "./exchange-errors.ts";
import { materialOf } from "./tls-material.ts";
import { placeOf, TcpConnection } from "./upstream-tcp.ts";

/** What upstreams gave to resume by, for each way that they are asked. */
const SESSIONS = new WeakMap<UpstreamTls, Map<string, Buffer>>();

/** Connects and settles TLS. Rejects with an `ExchangeError`, or throws what Node will not even try. */
export async function connectTls(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<UpstreamConnection> {
  return new TcpConnection(endpoint, await dialTls(endpoint, { timeoutMs }));
}

/** A socket on which TLS is settled, for one of these protocols if there are any (ALPN). Rejects as `connectTls` does. */
export function dialTls(
  endpoint: UpstreamEndpoint,
  { timeoutMs, protocols = [] }: { readonly timeoutMs: number; readonly protocols?: string[] },
): Promise<TLSSocket> {
  const socket = connect({ ...optionsOf(endpoint), ...(protocols.length === 0 ? {} : { ALPNProtocols: protocols }) });
  socket.unref();
  const place = placeOf(endpoint);
  return new Promise((resolve, reject) => {
    const fail = (kind: ExchangeError["kind"], text: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ExchangeError(kind, text));
    };
    const timer = setTimeout(() => fail("timeout", `dial ${place}: i/o timeout`), timeoutMs);
    const failed = (error: Error): void => {
      const isConnect = "syscall" in error && error.syscall === "connect";
      fail(kindOf(error), isConnect ? `dial ${place}: ${dialReasonOf(error)}` : tlsReason(error));
    };
    const closed = (): void => fail("closed", "EOF");
    socket.once("error", failed).once("close", closed);
    socket.once("secureConnect", () => {
      if (!socket.authorized) {
        fail("other", faultOf(socket));
        return;
      }
      clearTimeout(timer);
      socket.off("error", failed).off("close", closed);
      keepSessions(socket, endpoint);
      resolve(socket);
    });
  });
}

function optionsOf({ address, port, path, sourceAddress, tls }: UpstreamEndpoint): ConnectionOptions {
  const { serverName = address, material } = tls ?? {};
  const session = tls === undefined ? undefined : SESSIONS.get(tls)?.get(joinHostPort(address, port));
  return {
    ...(path === undefined ? { host: address, port } : { path }),
    minVersion: "TLSv1.2",
    // A name that is an address is in no greeting (RFC 6066 section 3), and is checked all the same.
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
    ...(session === undefined ? {} : { session }),
    ...(sourceAddress === undefined ? {} : { localAddress: sourceAddress }),
    allowPartialTrustChain: true,
    // What is wrong is told with the certificate in hand, before anything is sent.
    rejectUnauthorized: false,
    checkServerIdentity: (_host, certificate) => checkName(serverName, certificate),
    ...materialOf(material),
  };
}

function keepSessions(socket: TLSSocket, { address, port, tls }: UpstreamEndpoint): void {
  if (tls === undefined) return;
  const sessions = SESSIONS.get(tls) ?? new Map<string, Buffer>();
  SESSIONS.set(tls, sessions);
  socket.on("session", (session) => sessions.set(joinHostPort(address, port), session));
}

const UNKNOWN_AUTHORITY_CODES: ReadonlySet<string> = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

/** Why a certificate is not taken. */
function faultOf(socket: TLSSocket): string {
  // A code of OpenSSL, or what the check of the name has said; Node's types have it as an error.
  const fault = String(socket.authorizationError);
  if (UNKNOWN_AUTHORITY_CODES.has(fault)) return UNKNOWN_AUTHORITY;
  const isOutOfTime = fault === "CERT_HAS_EXPIRED" || fault === "CERT_NOT_YET_VALID";
  return isOutOfTime ? outOfTime(socket.getPeerCertificate(), Date.now()) : fault;
}

/** Why TLS was not settled, as crypto/tls has it. */
function tlsReason(error: Error): string {
  // Node's own words for an end before TLS.
  if (error.message.startsWith("Client network socket disconnected")) return "EOF";
  const [, alert] = /\balert ([a-z ]+)/.exec(error.message) ?? [];
  if (alert !== undefined) return `remote error: tls: ${alert.trim()}`;
  return error.message.includes("wrong version number")
    ? "tls: first record does not look like a TLS handshake"
    : reasonOf(error);
}

/** Checks the name of a certificate; what is wrong is told as crypto/x509 does (HostnameError). */
function checkName(wanted: string, certificate: PeerCertificate): Error | undefined {
  if (checkServerIdentity(wanted, certificate) === undefined) return undefined;
  return new Error(wrongName(wanted, certificate.subjectaltname));
}
