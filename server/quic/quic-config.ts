/** How QUIC connections are made: certificates, and what this side grants the other. */

import type { Quiche } from "@matrixai/quic/dist/native/quiche.js";
import type { Config } from "@matrixai/quic/dist/native/types.js";

/** What quiche wants of BoringSSL. */
export interface QuicTls {
  /** PEM. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly authorities?: readonly string[] | undefined;
  /** `required`: the other side must show a certificate, whosever it is. */
  readonly peer: "unchecked" | "required" | "verified";
}

/** What this side grants. */
export interface QuicGrants {
  /** The protocol that is spoken (ALPN). */
  readonly protocol: string;
  readonly idleTimeoutMs: number;
  /** Streams that the other side may have open. */
  readonly bidirectional: number;
  readonly unidirectional: number;
}

/** Room for a message with its length or its HTTP frames; more of a stream comes only as it is read. */
const STREAM_OCTETS = 80 * 1024;
const CONNECTION_OCTETS = 1024 * 1024;
/** What a path carries for sure (RFC 9000 section 14), and what quiche has for a datagram. */
const MAX_RECEIVED_OCTETS = 65_527;
const MAX_SENT_OCTETS = 1350;

/** As quic-go and every client have them; BoringSSL wants them named. */
const SIGNATURES = [
  "ecdsa_secp256r1_sha256",
  "ecdsa_secp384r1_sha384",
  "ecdsa_secp521r1_sha512",
  "ed25519",
  "rsa_pss_rsae_sha256",
  "rsa_pss_rsae_sha384",
  "rsa_pss_rsae_sha512",
  "rsa_pkcs1_sha256",
  "rsa_pkcs1_sha384",
  "rsa_pkcs1_sha512",
].join(":");

/** Makes a configuration. Throws when BoringSSL does not take a certificate or a key. */
export function quicConfig(quiche: Quiche, tls: QuicTls, grants: QuicGrants): Config {
  const { cert, key, authorities, peer } = tls;
  const octets = (text: string): Uint8Array => Buffer.from(text);
  const config = quiche.Config.withBoringSslCtx(
    peer !== "unchecked",
    peer === "required",
    authorities === undefined ? undefined : octets(authorities.join("\n")),
    key === undefined ? undefined : [octets(key)],
    cert === undefined ? undefined : [octets(cert)],
    SIGNATURES,
  );
  config.setApplicationProtos([grants.protocol]);
  config.setMaxIdleTimeout(grants.idleTimeoutMs);
  config.setMaxRecvUdpPayloadSize(MAX_RECEIVED_OCTETS);
  config.setMaxSendUdpPayloadSize(MAX_SENT_OCTETS);
  config.setInitialMaxData(CONNECTION_OCTETS);
  config.setInitialMaxStreamDataBidiLocal(STREAM_OCTETS);
  config.setInitialMaxStreamDataBidiRemote(STREAM_OCTETS);
  config.setInitialMaxStreamDataUni(STREAM_OCTETS);
  config.setInitialMaxStreamsBidi(grants.bidirectional);
  config.setInitialMaxStreamsUni(grants.unidirectional);
  config.setMaxStreamWindow(STREAM_OCTETS);
  config.setMaxConnectionWindow(CONNECTION_OCTETS);
  config.setDisableActiveMigration(true);
  config.enablePacing(false);
  config.enableEarlyData();
  return config;
}
