import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pemBlocks } from "../../lib/plugin-kit/pem.ts";
import type { ByteStream, StreamListening, StreamListenPlace, StreamPlace } from "../../lib/ports/stream.ts";
import type { TlsMaterial } from "../../lib/ports/tls.ts";
import { freePort } from "../_test/free-port.ts";
import { jailStreams } from "../engine/worker/jailed-streams.ts";
import { streamsOf } from "./streams.ts";

const WITHIN_MS = 10_000;
const LOCAL = "127.0.0.1";

let folder = "";
let streams = streamsOf("");
const open: (ByteStream | StreamListening)[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "listen-")));
  streams = streamsOf(folder);
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Listens, and greets who connects. */
async function listen(place: StreamListenPlace, from = streams): Promise<string | undefined> {
  const listening = await from.listen(place, (stream) => {
    open.push(stream);
    stream.write(Buffer.from("hello")).catch(() => undefined);
  });
  if ("kind" in listening) return listening.text;
  open.push(listening);
  return undefined;
}

/** What is said to who connects; nothing when it is turned away. */
async function greeting(place: StreamPlace): Promise<string | undefined> {
  try {
    const stream = await streams.connect(place, WITHIN_MS);
    open.push(stream);
    const octets = await stream.read();
    return octets === undefined ? undefined : Buffer.from(octets).toString();
  } catch {
    return undefined;
  }
}

describe("streams are taken", () => {
  it("over TCP", async () => {
    const port = await freePort();
    expect(await listen({ network: "tcp", address: LOCAL, port })).toBeUndefined();
    expect(await greeting({ network: "tcp", address: LOCAL, port })).toBe("hello");
  });
  it("over a Unix socket, whose path counts from the folder and which goes with its listener", async () => {
    expect(await listen({ network: "unix", path: "tap.sock" })).toBeUndefined();
    expect(await greeting({ network: "unix", path: join(folder, "tap.sock") })).toBe("hello");
    for (const one of open.splice(0)) one.close();
    await expect.poll(() => greeting({ network: "unix", path: "tap.sock" })).toBeUndefined();
    expect(await listen({ network: "unix", path: "tap.sock" })).toBeUndefined();
  });
  it("at a place that was taken before, by the configuration that comes next", async () => {
    const port = await freePort();
    await listen({ network: "tcp", address: LOCAL, port });
    expect(await listen({ network: "tcp", address: LOCAL, port })).toBeUndefined();
    expect(await greeting({ network: "tcp", address: LOCAL, port })).toBe("hello");
  });
  it("in the studio on loopback, and on another port where the wanted one is taken", async () => {
    const port = await freePort();
    const jail = jailStreams(streams, {
      root: folder,
      allowed: [],
      ports: { find: () => undefined, preference: "same" },
    });
    expect(await listen({ network: "tcp", address: "", port }, jail)).toBeUndefined();
    expect(await greeting({ network: "tcp", address: LOCAL, port })).toBe("hello");
    expect(await listen({ network: "unix", path: "tap.sock" }, jail)).toBeUndefined();
    expect(await listen({ network: "unix", path: "/tmp/outside.sock" }, jail)).toContain(
      "listen unix /tmp/outside.sock: outside the workspace",
    );
  });
});

it("what is there already is told in Go's words", async () => {
  writeFileSync(join(folder, "tap.sock"), "");
  expect(await listen({ network: "unix", path: "tap.sock" })).toBe(
    "listen unix tap.sock: bind: address already in use",
  );
});

describe("over TLS", () => {
  /** A certificate that is its own authority. */
  function certificate(name: string): TlsMaterial {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", ...kind, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
    const der = (path: string): Uint8Array => pemBlocks(readFileSync(path))[0]?.octets ?? new Uint8Array();
    return { kind: "tls", pair: { kind: "pair", chain: [der(cert)], key: der(key) }, authorities: [der(cert)] };
  }

  it.each([
    ["any", [true, true, true]],
    ["those that show one", [true, true, false]],
    ["all", [false, true, false]],
  ] as const)("%s are taken", async (clients, taken) => {
    const own = certificate("own");
    const client = certificate("client");
    const stranger = certificate("stranger");
    const port = await freePort();
    const material: TlsMaterial = { ...own, authorities: client.authorities ?? [] };
    expect(await listen({ network: "tls", address: LOCAL, port, material, clients })).toBeUndefined();
    const asking = [undefined, client.pair, stranger.pair].map((pair) =>
      greeting({
        network: "tls",
        address: LOCAL,
        port,
        material: { kind: "tls", authorities: own.authorities ?? [], ...(pair === undefined ? {} : { pair }) },
      }),
    );
    expect(await Promise.all(asking)).toEqual(taken.map((is) => (is ? "hello" : undefined)));
  });
});
