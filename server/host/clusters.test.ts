/** Objects of an API server that tells of changes, breaks off, forgets and refuses. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ClusterAccess } from "../../lib/ports/clusters.ts";
import { systemClusters } from "./clusters.ts";

const PATH = "api/v1/services";

let server: Server | undefined;
let stop = (): void => undefined;
afterEach(async () => {
  stop();
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves as a server that only lists and watches; gives the address. */
function listen(answer: Answer): Promise<string> {
  return listenStreaming((request, response) => {
    if (!isStreamed(request)) return answer(request, response);
    response.writeHead(422).end(JSON.stringify({ kind: "Status", message: "sendInitialEvents is forbidden" }));
  });
}

/** Serves; gives the address. */
async function listenStreaming(answer: Answer): Promise<string> {
  const opened = createServer(answer);
  server = opened;
  await new Promise<void>((listening) => opened.listen(0, "127.0.0.1", listening));
  const address: AddressInfo | string | null = opened.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

const accessTo = (url: string): ClusterAccess => ({
  server: url,
  serverName: "",
  insecure: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
  authorization: () => "Bearer secret",
});

const object = (name: string, version: string) => ({
  kind: "Service",
  metadata: { name, namespace: "shop", resourceVersion: version },
});

/** Follows, and tells what was heard so far. */
function follow(url: string): { readonly heard: readonly string[]; until(count: number): Promise<readonly string[]> } {
  const heard: string[] = [];
  const nameOf = (value: unknown): string => /"name":"([^"]*)"/.exec(JSON.stringify(value))?.[1] ?? "?";
  stop = systemClusters.follow(
    accessTo(url),
    { path: PATH, labelSelector: "app=web", fieldSelector: "" },
    {
      read: nameOf,
      listed: (names) => heard.push(`listed ${names.join(" ")}`),
      put: (value) => heard.push(`put ${nameOf(value)}`),
      removed: (value) => heard.push(`removed ${nameOf(value)}`),
      failed: (text) => heard.push(`failed ${text}`),
    },
  );
  return {
    heard,
    async until(count) {
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
      return heard;
    },
  };
}

const isStreamed = (request: IncomingMessage): boolean => request.url?.includes("sendInitialEvents=true") === true;
const isWatch = (request: IncomingMessage): boolean => request.url?.includes("watch=true") === true;
const list = (response: ServerResponse, version: string, ...names: readonly string[]): void => {
  const items = names.map((name) => ({ metadata: { name, namespace: "shop", resourceVersion: version } }));
  response.end(JSON.stringify({ kind: "ServiceList", metadata: { resourceVersion: version }, items }));
};
const event = (type: string, value: unknown): string => `${JSON.stringify({ type, object: value })}\n`;

describe("objects that are followed", () => {
  test("are listed first, and then each change is told, however its line is cut", async () => {
    const url = await listen((request, response) => {
      if (!isWatch(request)) return list(response, "7", "web", "db");
      const told = event("ADDED", object("cart", "8")) + event("DELETED", object("db", "9"));
      response.write(told.slice(0, 40));
      setTimeout(() => response.write(told.slice(40)), 20);
    });
    expect(await follow(url).until(3)).toEqual(["listed web db", "put cart", "removed db"]);
  });

  test("are asked for with the selector and the token, the watch from the version of the list", async () => {
    const asked: string[] = [];
    const url = await listen((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url?.replace(/Seconds=\d+/, "Seconds=?")}`);
      if (isWatch(request)) response.write(event("BOOKMARK", object("", "9")));
      else list(response, "7");
    });
    await follow(url).until(1);
    await expect.poll(() => asked.length).toBe(2);
    expect(asked).toEqual([
      `Bearer secret /${PATH}?resourceVersion=0&limit=500&labelSelector=app%3Dweb`,
      `Bearer secret /${PATH}?watch=true&resourceVersion=7&allowWatchBookmarks=true&timeoutSeconds=?&labelSelector=app%3Dweb`,
    ]);
  });

  test("come page by page", async () => {
    const asked: string[] = [];
    const url = await listen((request, response) => {
      if (isWatch(request)) return response.flushHeaders();
      const token = new URL(request.url ?? "", "http://x").searchParams.get("continue");
      asked.push(String(token));
      const metadata = { resourceVersion: "7", ...(token === null ? { continue: "more" } : {}) };
      const items = [{ metadata: { name: token === null ? "web" : "db" } }];
      response.end(JSON.stringify({ kind: "ServiceList", metadata, items }));
    });
    expect(await follow(url).until(1)).toEqual(["listed web db"]);
    expect(asked).toEqual(["null", "more"]);
  });

  const END = { metadata: { resourceVersion: "9", annotations: { "k8s.io/initial-events-end": "true" } } };

  test("are streamed where the server can, and the changes come the same way", async () => {
    const asked: (string | undefined)[] = [];
    const url = await listenStreaming((request, response) => {
      asked.push(request.url?.replace(/Seconds=\d+/, "Seconds=?"));
      response.write(event("ADDED", object("web", "7")) + event("ADDED", object("db", "8")));
      response.write(event("BOOKMARK", END) + event("DELETED", object("db", "10")));
    });
    expect(await follow(url).until(2)).toEqual(["listed web db", "removed db"]);
    expect(asked).toEqual([
      `/${PATH}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=?&labelSelector=app%3Dweb`,
    ]);
  });

  test("that were streamed go on from the end of the stream", async () => {
    const versions: (string | null)[] = [];
    const url = await listenStreaming((request, response) => {
      versions.push(new URL(request.url ?? "", "http://x").searchParams.get("resourceVersion"));
      if (isStreamed(request)) response.end(event("ADDED", object("web", "7")) + event("BOOKMARK", END));
      else response.write(event("ADDED", object("cart", "11")));
    });
    expect(await follow(url).until(2)).toEqual(["listed web", "put cart"]);
    expect(versions).toEqual([null, "9"]);
  });

  test.each([
    ["ends before all have come", (response: ServerResponse) => response.end(event("ADDED", object("web", "7")))],
    [
      "tells of an error",
      (response: ServerResponse) => response.write(event("ADDED", object("web", "7")) + event("ERROR", { code: 500 })),
    ],
  ])("are listed where the stream %s", async (_, stream) => {
    const url = await listenStreaming((request, response) => {
      if (isStreamed(request)) stream(response);
      else if (isWatch(request)) response.flushHeaders();
      else list(response, "7", "web", "db");
    });
    expect(await follow(url).until(1)).toEqual(["listed web db"]);
  });

  test("go on from the last change when the watch breaks off", async () => {
    const versions: (string | null)[] = [];
    const url = await listen((request, response) => {
      if (!isWatch(request)) return list(response, "7", "web");
      versions.push(new URL(request.url ?? "", "http://x").searchParams.get("resourceVersion"));
      if (versions.length === 1) response.end(event("ADDED", object("cart", "8")));
      else response.write(event("MODIFIED", object("cart", "9")));
    });
    expect(await follow(url).until(3)).toEqual(["listed web", "put cart", "put cart"]);
    expect(versions).toEqual(["7", "8"]);
  });

  test.each([
    ["by its status", (response: ServerResponse) => response.writeHead(410).end("{}")],
    [
      "in the stream",
      (response: ServerResponse) => response.end(event("ERROR", { kind: "Status", code: 410, reason: "Expired" })),
    ],
  ])("are listed again when the server has forgotten the version, and says so %s", async (_, forget) => {
    let lists = 0;
    const url = await listen((request, response) => {
      if (!isWatch(request)) {
        lists += 1;
        list(response, String(lists), `web-${lists}`);
      } else if (lists === 1) forget(response);
      else response.flushHeaders();
    });
    expect(await follow(url).until(2)).toEqual(["listed web-1", "listed web-2"]);
  });

  test("are asked for again after a refusal, which is told in the server's words", async () => {
    let asked = 0;
    const url = await listen((request, response) => {
      if (isWatch(request)) return response.flushHeaders();
      asked += 1;
      if (asked > 1) return list(response, "7", "web");
      response.writeHead(403).end(JSON.stringify({ kind: "Status", message: "services is forbidden" }));
    });
    expect(await follow(url).until(2)).toEqual(["failed services is forbidden", "listed web"]);
  });

  test("are waited for without a word while nobody listens or the server is too busy", async () => {
    const url = await listen((request, response) => {
      if (isWatch(request)) return response.flushHeaders();
      asked += 1;
      if (asked > 1) return list(response, "7", "web");
      response.writeHead(429).end(JSON.stringify({ kind: "Status", message: "too many requests" }));
    });
    let asked = 0;
    expect(await follow(url).until(1)).toEqual(["listed web"]);
    stop();
    const gone = follow("http://127.0.0.1:9");
    await new Promise((done) => setTimeout(done, 200));
    expect(gone.heard).toEqual([]);
  });

  test("are asked for within limits, and their requests are counted", async () => {
    const counted: string[] = [];
    let underWay = 0;
    let most = 0;
    const url = await listen((request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        if (isWatch(request)) response.flushHeaders();
        else list(response, "7", "web");
      }, 30);
    });
    const access: ClusterAccess = {
      ...accessTo(url),
      limits: { perSecond: 5, burst: 1, atOnce: 1 },
      counts: {
        waited: (seconds) => counted.push(`waited ${seconds > 0.1}`),
        took: (seconds) => counted.push(`took ${seconds > 0.02 && seconds < 10}`),
        ended: (code) => counted.push(code),
      },
    };
    const follower = { read: () => 1, listed: () => undefined, put: () => undefined, removed: () => undefined };
    const objects = { path: PATH, labelSelector: "", fieldSelector: "" };
    const stops = [1, 2].map(() => systemClusters.follow(access, objects, { ...follower, failed: () => undefined }));
    stop = () => stops.forEach((end) => void end());
    await expect.poll(() => counted.length, { timeout: 10_000 }).toBe(10);
    expect(counted.sort()).toEqual([
      "200",
      "200",
      "200",
      "200",
      "422",
      "422",
      "took true",
      "took true",
      "waited false",
      "waited true",
    ]);
    expect(most).toBe(1);
  });

  test("are followed no more once that is ended", async () => {
    let closed = 0;
    const url = await listen((request, response) => {
      request.socket.once("close", () => {
        closed += 1;
      });
      if (!isWatch(request)) return list(response, "7", "web");
      response.flushHeaders();
    });
    const { until, heard } = follow(url);
    await until(1);
    stop();
    await expect.poll(() => closed).toBeGreaterThan(0);
    expect(heard).toEqual(["listed web"]);
  });
});
