/**
 * Datagrams whose source port is 0, to which nothing can be sent back. No socket sends them; Python with the right to open
 * raw sockets does.
 */
import { execFileSync } from "node:child_process";

const SEND = `
import socket, struct, sys
port, count, message = int(sys.argv[1]), int(sys.argv[2]), bytes.fromhex(sys.argv[3])
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
for _ in range(count):
    raw.sendto(struct.pack("!HHHH", 0, port, 8 + len(message), 0) + message, ("127.0.0.1", 0))
`;

/** Sends some to a port of 127.0.0.1; tells what keeps it from it, and undefined when they are sent. */
export function sendFromPortZero(port: number, message: Uint8Array, count: number): string | undefined {
  try {
    execFileSync("python3", ["-c", SEND, String(port), String(count), Buffer.from(message).toString("hex")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return undefined;
  } catch (error) {
    const lines = String(error instanceof Error ? error.message : error)
      .trim()
      .split("\n");
    return lines.at(-1);
  }
}
