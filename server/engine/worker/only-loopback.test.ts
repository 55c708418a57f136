/** Whatever a Corefile asks for: in the studio all that listens is on loopback, and listed. Seen from the kernel's tables. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../host/clock.ts";
import { createHost } from "../../host/host.ts";
import { embeddedEngine } from "../embedded.ts";
import { createHostedEngine } from "./hosted-engine.ts";
import { LoopbackWorld } from "./loopback-world.ts";
import type { HostedEngine } from "./worker-messages.ts";

/** Addresses as the kernel writes them: words of four bytes in the byte order of the machine. */
const LOOPBACK = /^(?:[0-9A-F]{6}7F|0{8}0{8}0{8}01000000|0{8}0{8}FFFF0000[0-9A-F]{6}7F)$/;
const TABLES = ["tcp", "tcp6", "udp", "udp6"];
const LISTENING_TCP = "0A";

let root: string;
let hosted: HostedEngine;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "only-loopback-"));
  hosted = createHostedEngine({
    engine: embeddedEngine,
    world: new LoopbackWorld({ host: createHost(), ports: "same" }),
    clock: systemClock,
    tell: () => undefined,
  });
});
afterAll(async () => {
  await hosted.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Sockets of this process on which anybody could reach it, as `table address:port` of the kernel. */
function boundSockets(): readonly { readonly address: string; readonly port: number }[] {
  const own = new Set(readdirSync("/proc/self/fd").flatMap((fd) => linkOf(`/proc/self/fd/${fd}`)));
  return TABLES.filter((table) => existsSync(`/proc/net/${table}`)).flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .flatMap((line) => {
        const fields = line.trim().split(/\s+/);
        const [address = "", port = ""] = fields[1]?.split(":") ?? [];
        const isListening = table.startsWith("udp") || fields[3] === LISTENING_TCP;
        const isOwn = own.has(`socket:[${fields[9]}]`);
        return isListening && isOwn ? [{ address, port: Number.parseInt(port, 16) }] : [];
      }),
  );
}

function linkOf(path: string): readonly string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}

/** Lines of a server block, each with how many HTTP servers come of it. */
const LINES: Readonly<Record<string, number>> = {
  "health :0": 1,
  "health 0.0.0.0:0": 1,
  "health [::]:0": 1,
  "health [0:0::0]:18380": 1,
  "health [::ffff:0.0.0.0]:0": 1,
  "health localhost:18381": 1,
  "health 192.0.2.1:18382": 1,
  "ready []:18384": 1,
  "ready [::1%lo]:18385": 1,
  "ready :http": 1,
  "prometheus 255.255.255.255:18386": 1,
  "prometheus [2001:db8::1]:18387": 1,
  "prometheus [localhost]:18388": 1,
  "prometheus 224.0.0.1:domain": 1,
  "health 0:18390": 0,
  "health 00000000:18390": 0,
  "health 2130706433:18390": 0,
  "health 0x0:18390": 0,
  "ready 0:18391": 0,
  "ready 0x0:18391": 0,
  "prometheus 127.1:18392": 0,
  "prometheus 017700000001:18392": 0,
  "ready 0x7f000001:18393": 0,
};

describe.runIf(existsSync("/proc/net/tcp"))("what listens is on loopback and listed", () => {
  it.each(Object.entries(LINES))("%s", async (line, servers) => {
    await hosted.stop();
    const idle = boundSockets().length;
    const text = `.:53 {\n    bind 0.0.0.0\n    ${line}\n    whoami\n}\n`;
    const { listeners } = await hosted.apply({
      root,
      corefile: "Corefile",
      drafts: { Corefile: text },
      environment: {},
      allowed: ["/etc/hosts", "/etc/resolv.conf"],
    });
    const sockets = boundSockets();
    expect(sockets.filter(({ address }) => !LOOPBACK.test(address))).toEqual([]);
    const http = listeners.filter(({ kind }) => kind === "http");
    expect(http).toHaveLength(servers);
    // A DNS listener has a socket of UDP and one of TCP; it is not there when health ends the start.
    const dns = listeners.filter(({ kind }) => kind === "dns");
    expect(sockets.length - idle).toBe(http.length + 2 * dns.length);
    const ports = new Set(sockets.map(({ port }) => port));
    for (const { bound } of listeners) expect(ports).toContain(bound.port);
  });
});
