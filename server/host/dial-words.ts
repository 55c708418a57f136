/** Connections that do not come about, in Go's words: `dial tcp 192.0.2.1:443: connect: connection refused`. */
import { isIP } from "node:net";
import { reasonOf } from "./system-words.ts";

/** What Go says of a connection that does not come about, or breaks. */
export function dialReason(error: Error): string {
  // Node tries several addresses of a name, and tells all that came of it.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return error.message;
  if (first.name === "TimeoutError" || first.name === "AbortError") return "context deadline exceeded";
  const { syscall, address, port, hostname, code } = detailsOf(first);
  if (syscall === "getaddrinfo")
    return `dial tcp: lookup ${hostname}: ${code === "ENOTFOUND" ? "no such host" : "server misbehaving"}`;
  if (syscall !== "connect") return code === "ECONNRESET" ? "EOF" : reasonOf(first);
  if (port === "") return `dial unix ${address}: connect: ${reasonOf(first)}`;
  return `dial tcp ${isIP(address) === 6 ? `[${address}]` : address}:${port}: connect: ${reasonOf(first)}`;
}

function detailsOf(error: Error): Readonly<Record<"syscall" | "address" | "port" | "hostname" | "code", string>> {
  const detail = (name: string): string => {
    const value: unknown = Reflect.get(error, name);
    return value === undefined ? "" : String(value);
  };
  return {
    syscall: detail("syscall"),
    address: detail("address"),
    port: detail("port"),
    hostname: detail("hostname"),
    code: detail("code"),
  };
}
