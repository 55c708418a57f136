/** Errors of the system's sockets as Go prints them. */
import type { ExchangeError } from "../../lib/ports/exchange.ts";

/** Any error in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? reasonOf(error) : String(error);
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

/** What kind of failure an error of the system is. */
export function kindOf(error: Error): ExchangeError["kind"] {
  const code = codeOf(error);
  if (code === "ECONNREFUSED" || code === "ERR_SOCKET_BAD_PORT") return "refused";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH" || code === "EADDRNOTAVAIL") return "unreachable";
  return code === "ECONNRESET" || code === "EPIPE" ? "closed" : "other";
}

/** Why a connection does not come about, behind its place: without a socket nothing is connected. */
export function dialReasonOf(error: unknown): string {
  const code = error instanceof Error ? codeOf(error) : "";
  if (code === "EMFILE") return "socket: too many open files";
  if (code === "ENFILE") return "socket: too many open files in system";
  return `connect: ${wordsOf(error)}`;
}

/** What kind of failure it is, in Go's words. */
export function reasonOf(error: Error): string {
  switch (codeOf(error)) {
    case "ECONNREFUSED":
    // Port 0, which Node does not even try.
    case "ERR_SOCKET_BAD_PORT":
      return "connection refused";
    case "ECONNRESET":
      return "connection reset by peer";
    case "EHOSTUNREACH":
      return "no route to host";
    case "ENETUNREACH":
      return "network is unreachable";
    case "ENOENT":
      return "no such file or directory";
    case "EACCES":
      return "permission denied";
    case "EADDRNOTAVAIL":
      return "cannot assign requested address";
    default:
      return error.message;
  }
}
