/** Keys of a real etcd, and of servers that fail as one may. */

import { createServer, type Server as TcpServer } from "node:net";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { certificates } from "../../conformance/certificates.ts";
import { EtcdServer } from "../../conformance/etcd-server.ts";
import { freePort } from "../../conformance/placeholders.ts";
import { readTlsFiles } from "../../lib/plugin-kit/tls-files.ts";
import type { KeyValueAccess, KeyValueStore } from "../../lib/ports/key-values.ts";
import { createHost } from "./host.ts";
import { openEtcd } from "./key-values.ts";
import { readProtobuf, writeProtobuf } from "./protobuf.ts";

const PATIENCE_MS = 10_000;

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function open(endpoints: readonly string[], more: Partial<KeyValueAccess> = {}): KeyValueStore {
  const store = openEtcd({ endpoints, tls: undefined, user: undefined, ...more });
  closers.push(() => store.close());
  return store;
}

const nowhere = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;
const textsOf = async (found: ReturnType<KeyValueStore["get"]>): Promise<readonly string[]> =>
  (await found).map(({ key, value }) => `${key} ${value}`);

describe("a real etcd", () => {
  let etcd: EtcdServer;
  beforeAll(async () => {
    etcd = await EtcdServer.start({ certificates: certificates() });
    await etcd.post("lease/grant", { TTL: 1000, ID: 77 });
    await etcd.put("/a/b", "two");
    await etcd.put("/a/ä", "one\ufeff");
    await etcd.put("/a", "above");
    await etcd.put("/b", "leased", 77);
  });
  afterAll(() => etcd.stop());

  test("gives a key, or what is below it, or the key where nothing is", async () => {
    const store = open([etcd.url]);
    expect(await textsOf(store.get("/a", "key", PATIENCE_MS))).toEqual(["/a above"]);
    expect(await textsOf(store.get("/a", "tree", PATIENCE_MS))).toEqual(["/a/b two", "/a/ä one\ufeff"]);
    expect(await textsOf(store.get("/b", "tree", PATIENCE_MS))).toEqual(["/b leased"]);
    expect(await textsOf(store.get("/c", "tree", PATIENCE_MS))).toEqual([]);
    expect(await store.get("/", "tree", PATIENCE_MS)).toHaveLength(4);
    await expect(store.get("/", "key", PATIENCE_MS)).rejects.toThrow(/^etcdserver: key is not provided$/);
  });

  test("tells what is left of a lease", async () => {
    const store = open([etcd.url]);
    const [entry] = await store.get("/b", "key", PATIENCE_MS);
    expect(entry?.lease).toBe(77n);
    const seconds = await store.leaseSeconds(77n, PATIENCE_MS);
    expect(seconds > 900 && seconds <= 1000).toBe(true);
    expect(await store.leaseSeconds(78n, PATIENCE_MS)).toBeLessThanOrEqual(0);
  });

  test("is asked as long as one of the endpoints answers", async () => {
    const store = open([await nowhere(), etcd.url, await nowhere()]);
    for (let time = 0; time < 4; time++) {
      expect(await textsOf(store.get("/a", "key", PATIENCE_MS))).toEqual(["/a above"]);
    }
  });

  test("over TLS wants a certificate, and is known by its own", async () => {
    const material = (names: readonly string[]) => {
      const read = readTlsFiles(names, { host: createHost({ folder: certificates() }), root: "" });
      if (read.kind === "fault") throw new Error(read.text);
      return { tls: read };
    };
    const both = material(["cert.pem", "key.pem", "ca.pem"]);
    for (const endpoint of [etcd.secureUrl, etcd.secureUrl.replace("127.0.0.1", "localhost")]) {
      expect(await textsOf(open([endpoint], both).get("/a", "key", PATIENCE_MS))).toEqual(["/a above"]);
    }
    await expect(open([etcd.secureUrl], material(["ca.pem"])).get("/a", "key", 500)).rejects.toThrow(/deadline/);
    // The system's authorities know nothing of it.
    await expect(open([etcd.secureUrl]).get("/a", "key", 500)).rejects.toThrow(/deadline/);
    // Plain is plain, whatever is said of TLS.
    expect(await textsOf(open([etcd.url], both).get("/a", "key", PATIENCE_MS))).toEqual(["/a above"]);
  });

  test("refuses who it is not told of, in its own words", async () => {
    const other = await EtcdServer.start();
    closers.push(() => other.stop());
    await other.put("/a", "secret");
    const user = { name: "root", password: "right" };
    const before = open([other.url], { user });
    await before.authenticate();
    for (const name of ["root", "poor"]) await other.post("auth/user/add", { name, password: "right" });
    await other.post("auth/role/add", { name: "root" });
    await other.post("auth/user/grant", { user: "root", role: "root" });
    await other.post("auth/enable", {});
    const known = open([other.url], { user });
    await known.authenticate();
    expect(await textsOf(known.get("/a", "key", PATIENCE_MS))).toEqual(["/a secret"]);
    // It had no use for a token when this one was opened.
    expect(await textsOf(before.get("/a", "key", PATIENCE_MS))).toEqual(["/a secret"]);
    await expect(open([other.url]).get("/a", "key", PATIENCE_MS)).rejects.toThrow(/^etcdserver: user name is empty$/);
    await expect(open([other.url], { user: { ...user, password: "wrong" } }).authenticate()).rejects.toThrow(
      /^etcdserver: authentication failed, invalid user ID or password$/,
    );
    const poor = open([other.url], { user: { ...user, name: "poor" } });
    await poor.authenticate();
    await expect(poor.get("/a", "key", PATIENCE_MS)).rejects.toThrow(/^etcdserver: permission denied$/);
    await expect(poor.get("/a", "tree", PATIENCE_MS)).rejects.toThrow(/^etcdserver: permission denied$/);
  });

  test("that comes back is found, and answers who waits for it", async () => {
    const first = await EtcdServer.start();
    const store = open([first.url]);
    expect(await store.get("/x", "key", PATIENCE_MS)).toEqual([]);
    await first.stop();
    const waiting = textsOf(store.get("/x", "key", PATIENCE_MS));
    const second = await EtcdServer.start({}, first.url);
    closers.push(() => second.stop());
    expect(await waiting).toEqual([]);
  });
});

describe("nobody there", () => {
  test("is waited for as long as may be", async () => {
    const begun = performance.now();
    await expect(open([await nowhere()]).get("/a", "key", 400)).rejects.toThrow(/^context deadline exceeded$/);
    const took = performance.now() - begun;
    expect(took > 390 && took < 3000).toBe(true);
  });
  test.each(["foo://x:1:2", "", "http://", "unix:///nowhere/etcd.sock", "http://[::1"])(
    "%j is nowhere",
    async (endpoint) => {
      await expect(open([endpoint]).get("/a", "key", 300)).rejects.toThrow(/^context deadline exceeded$/);
    },
  );
  test("is waited for no more once the store is closed", async () => {
    const store = open([await nowhere()], { user: { name: "root", password: "right" } });
    const refused = expect(store.authenticate()).rejects.toThrow(/^context canceled$/);
    store.close();
    await refused;
  });
  test("or somebody who says nothing", async () => {
    const silent: TcpServer = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    closers.push(() => void silent.close());
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    await expect(open([`http://127.0.0.1:${port}`]).get("/a", "key", 400)).rejects.toThrow(
      /^context deadline exceeded$/,
    );
  });
});

describe("a member in trouble", () => {
  type Respond = (call: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) => void;
  const octets = (message: Buffer): Buffer => message;
  const method = (path: string) => ({
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: octets,
    requestDeserialize: octets,
    responseSerialize: octets,
    responseDeserialize: octets,
  });

  async function member(
    range: Respond,
    authenticate: Respond = (_, reply) => reply(null, Buffer.alloc(0)),
    txn: Respond = range,
  ): Promise<string> {
    const server = new Server();
    const definition = {
      range: method("/etcdserverpb.KV/Range"),
      authenticate: method("/etcdserverpb.Auth/Authenticate"),
      txn: method("/etcdserverpb.KV/Txn"),
    };
    server.addService(definition, { range, authenticate, txn });
    const port = await new Promise<number>((bound, failed) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, found) => {
        if (error === null) bound(found);
        else failed(error);
      });
    });
    closers.push(() => server.forceShutdown());
    return `http://127.0.0.1:${port}`;
  }

  const ENTRY = writeProtobuf([
    [1, Buffer.from("/a")],
    [5, Buffer.from("one")],
    [6, -1n],
  ]);
  const FOUND = writeProtobuf([[2, ENTRY]]);

  test("is asked again", async () => {
    let asked = 0;
    const url = await member((_, reply) => {
      if (++asked < 3) reply({ code: status.UNAVAILABLE, details: "etcdserver: no leader" });
      else reply(null, FOUND);
    });
    expect(await open([url]).get("/a", "key", PATIENCE_MS)).toEqual([{ key: "/a", value: "one", lease: -1n }]);
  });

  test("is given up at last, in its words", async () => {
    const url = await member((_, reply) => reply({ code: status.UNAVAILABLE, details: "etcdserver: no leader" }));
    await expect(open([url]).get("/a", "key", 60_000)).rejects.toThrow(/^etcdserver: no leader$/);
  });

  test("is given up at once when another try would be no better", async () => {
    let asked = 0;
    const url = await member((_, reply) => {
      asked++;
      reply({ code: status.RESOURCE_EXHAUSTED, details: "too much" });
    });
    await expect(open([url]).get("/a", "key", PATIENCE_MS)).rejects.toThrow(
      /^rpc error: code = ResourceExhausted desc = too much$/,
    );
    expect(asked).toBe(1);
  });

  test("that allows what is below a key is not asked for the key", async () => {
    const url = await member(
      (_, reply) => reply(null, FOUND),
      () => undefined,
      (_, reply) => reply({ code: status.PERMISSION_DENIED, details: "etcdserver: permission denied" }),
    );
    expect(await open([url]).get("/a", "tree", PATIENCE_MS)).toHaveLength(1);
  });

  test("that forgets a token gives another", async () => {
    let tokens = 0;
    const url = await member(
      (call, reply) => {
        const [token] = call.metadata.get("token");
        if (token === "token 2") reply(null, FOUND);
        else reply({ code: status.UNAUTHENTICATED, details: "etcdserver: invalid auth token" });
      },
      (call, reply) => {
        const words = [...readProtobuf(call.request)].map(([, value]) => String(value));
        expect(words).toEqual(["root", "right"].map((word) => String(Buffer.from(word))));
        reply(null, writeProtobuf([[2, Buffer.from(`token ${++tokens}`)]]));
      },
    );
    const store = open([url], { user: { name: "root", password: "right" } });
    await store.authenticate();
    expect(await store.get("/a", "key", PATIENCE_MS)).toHaveLength(1);
    expect(tokens).toBe(2);
  });
});
