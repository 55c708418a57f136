/** Why something cannot be listened on, in Go's words. */

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "bind: address already in use",
  EACCES: "bind: permission denied",
  EPERM: "bind: permission denied",
  EADDRNOTAVAIL: "bind: cannot assign requested address",
  EINVAL: "bind: invalid argument",
  EMFILE: "socket: too many open files",
  ENFILE: "socket: too many open files in system",
  EAFNOSUPPORT: "socket: address family not supported by protocol",
};

/** `listen tcp 127.0.0.1:80: bind: address already in use`. */
export function listenErrorText(network: "tcp" | "udp" | "unix", place: string, error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  return `listen ${network} ${place}: ${REASONS[code] ?? error.message}`;
}
