/** Connections to the members of an etcd cluster, one for each endpoint; made when they are needed (etcd, client/v3). */
import { isIP } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { type ChannelCredentials, Client, credentials, type VerifyOptions } from "@grpc/grpc-js";
import type { KeyValueAccess } from "../../lib/ports/key-values.ts";
import type { TlsMaterial } from "../../lib/ports/tls.ts";
import { materialOf } from "./tls-material.ts";

const OPTIONS = {
  "grpc.keepalive_time_ms": 10_000,
  "grpc.max_receive_message_length": -1,
  // A member that is back is found soon.
  "grpc.max_reconnect_backoff_ms": 5000,
  "grpc.service_config_disable_resolution": 1,
  "grpc.enable_retries": 0,
  "grpc.enable_http_proxy": 0,
};

/** What is greeted where an address is all that is known: a greeting has no room for addresses (RFC 6066 section 3). */
const NO_NAME = "address.invalid";

/** A client for each endpoint. */
export function clientsOf({ endpoints, tls }: KeyValueAccess): readonly Client[] {
  const isSecure = wantsTls(endpoints[0] ?? "", tls);
  return endpoints.map((endpoint) => {
    const target = targetOf(endpoint);
    if (!isSecure) return new Client(target, credentials.createInsecure(), OPTIONS);
    const address = addressIn(target);
    if (address === undefined) return new Client(target, secureCredentials(tls, {}), OPTIONS);
    const verify = { checkServerIdentity: (_: string, shown: PeerCertificate) => checkServerIdentity(address, shown) };
    return new Client(target, secureCredentials(tls, verify), { ...OPTIONS, "grpc.ssl_target_name_override": NO_NAME });
  });
}

/** Plain after `http`, whatever is said of TLS; otherwise TLS when it is asked for, or when the scheme is `https`. */
function wantsTls(first: string, tls: TlsMaterial | undefined): boolean {
  return !/^http:\/\//.test(first) && (tls !== undefined || /^(?:https:\/\/|unixs:)/.test(first));
}

function secureCredentials(tls: TlsMaterial | undefined, verify: VerifyOptions): ChannelCredentials {
  const { ca, cert, key } = materialOf(tls);
  return credentials.createSsl(
    ca === undefined ? null : Buffer.from(ca.join("")),
    key === undefined ? null : Buffer.from(key),
    cert === undefined ? null : Buffer.from(cert),
    verify,
  );
}

/** Where an endpoint is, in gRPC's words. */
function targetOf(endpoint: string): string {
  const [, socket] = /^unixs?:(?:\/\/)?(.*)$/s.exec(endpoint) ?? [];
  if (socket !== undefined) return `unix:${socket}`;
  const [, host] = /^https?:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(endpoint) ?? [];
  return `dns:${host ?? endpoint}`;
}

/** The IP address of a target; undefined when it has a name. */
function addressIn(target: string): string | undefined {
  const [, v6, v4] = /^dns:(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(target) ?? [];
  const host = v6 ?? v4 ?? "";
  return isIP(host) === 0 ? undefined : host;
}
