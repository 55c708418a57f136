import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import type { Files } from "../../lib/ports/files.ts";
import { freePort } from "../_test/free-port.ts";
import { createHost } from "../host/host.ts";
import { overlayFiles } from "../host/overlay-files.ts";
import { wouldStart } from "./would-start.ts";

/** The errors of a start with this Corefile, as they would be told. */
async function errorsOf(corefile: string): Promise<readonly string[]> {
  const host = createHost();
  const files: Files = overlayFiles(host.files, { texts: new Map([[host.files.absolute("Corefile"), corefile]]) });
  const { problems } = await wouldStart({ corefile: "Corefile", defaultPort: 0, host: { ...host, files } });
  return problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

/** A port of 127.0.0.1 that is taken while `work` runs. */
async function withTaken(network: "tcp" | "udp", work: (port: number) => Promise<void>): Promise<void> {
  const close = network === "tcp" ? await takeTcp() : await takeUdp();
  try {
    await work(close.port);
  } finally {
    close();
  }
}

async function takeTcp(): Promise<(() => void) & { port: number }> {
  const server = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return Object.assign(() => void server.close(), { port });
}

async function takeUdp(): Promise<(() => void) & { port: number }> {
  const socket = createSocket("udp4");
  const port = await freePort();
  await new Promise<void>((resolve) => socket.bind(port, "127.0.0.1", resolve));
  return Object.assign(() => void socket.close(), { port });
}

const block = (key: string): string => `${key} {\n    bind 127.0.0.1\n    whoami\n}\n`;

describe("a port that is taken", () => {
  it.each(["", "tls://", "https://", "grpc://"])("for TCP is told of %s.", async (scheme) => {
    await withTaken("tcp", async (port) => {
      const told = `Listen: listen tcp 127.0.0.1:${port}: bind: address already in use`;
      expect(await errorsOf(block(`${scheme}.:${port}`))).toEqual([told]);
    });
  });
  it("for UDP is told of plain DNS, and nothing of transports over TCP", async () => {
    await withTaken("udp", async (port) => {
      const told = `ListenPacket: listen udp 127.0.0.1:${port}: bind: address already in use`;
      expect(await errorsOf(block(`.:${port}`))).toEqual([told]);
      expect(await errorsOf(block(`tls://.:${port}`))).toEqual([]);
    });
  });
  it("of a plugin comes before those of listeners", async () => {
    await withTaken("tcp", async (port) => {
      const corefile = `.:${port} {\n    bind 127.0.0.1\n    health 127.0.0.1:${port}\n}\n`;
      expect(await errorsOf(corefile)).toEqual([`listen tcp 127.0.0.1:${port}: bind: address already in use`]);
    });
  });
});

it("an address of another machine is told", async () => {
  expect(await errorsOf(".:53 {\n    bind 192.0.2.1\n}\n")).toEqual([
    "Listen: listen tcp 192.0.2.1:53: bind: cannot assign requested address",
  ]);
});

it("nothing is started when the configuration is wrong", async () => {
  await withTaken("tcp", async (port) => {
    expect(await errorsOf(block(`.:${port}`).replace("whoami", "fooo"))).toEqual([
      "Corefile:3 - Error during parsing: Unknown directive 'fooo'",
    ]);
  });
});

it("nothing stays open, so a second start finds the ports free", async () => {
  const port = await freePort(3);
  const corefile = `.:${port} {\n    bind 127.0.0.1\n    health 127.0.0.1:${port + 1}\n    prometheus 127.0.0.1:${port + 2}\n}\n`;
  expect(await errorsOf(corefile)).toEqual([]);
  expect(await errorsOf(corefile)).toEqual([]);
  const alone = createServer();
  await new Promise<void>((resolve, reject) => {
    alone.once("error", reject);
    alone.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  });
  alone.close();
});
