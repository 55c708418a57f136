/** Why something cannot be listened on, in Go's words. */

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "bind: address already in use",
  EACCES: "bind: permission denied",
  EPERM: "bind: permission denied",
  EADDRNOTAVAIL: "bind: cannot assign requested address",
  EAFNOSUPPORT: "socket: address family not supported by protocol",
};

/** `listen tcp 127.0.0.1:80: bind: address already in use`. */
export function listenErrorText(network: "tcp" | "udp", address: string, error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  const unknownHost = code === "ENOTFOUND" || code === "EAI_AGAIN";
  if (unknownHost) return `listen ${network}: lookup ${splitAddress(address)?.host ?? address}: no such host`;
  return `listen ${network} ${address}: ${REASONS[code] ?? error.message}`;
}

/** Host and port of `host:port`; IPv6 addresses stand in brackets, no port is 0. `undefined` without a port of digits. */
export function splitAddress(address: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d*)$/.exec(address);
  return match === null ? undefined : { host: match[1] ?? match[2] ?? "", port: Number(match[3]) };
}
