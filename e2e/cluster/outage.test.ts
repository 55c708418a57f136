/** An API server that dies and comes back: what we do then, beside the real CoreDNS. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { create, namespace, service } from "./api-objects.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { brief, type NameServer, type NameServers, startNameServers, unlike } from "./name-servers.ts";

/** Both wait longer after each fault, half a minute at most. */
const COMES_BACK_WITHIN_MS = 60_000;
/** Longer than until the second attempt to connect. */
const QUIET_MS = 2500;

let plane: ControlPlane;
let before: NameServers;
let during: NameServers | undefined;

function corefile(port: number): string {
  return [
    `.:${port} {`,
    "  bind 127.0.0.1",
    "  errors",
    "  kubernetes cluster.local {",
    `    kubeconfig ${plane.kubeconfig}`,
    "    startup_timeout 2s",
    "  }",
    "}",
  ].join("\n");
}

beforeAll(async () => {
  plane = await startControlPlane();
  await create(plane, namespace("shop"));
  await create(plane, service("web", "shop", { clusterIP: "10.96.0.20", ports: [{ port: 80 }] }));
  before = await startNameServers(corefile);
}, 180_000);

afterAll(async () => {
  await before?.stop();
  await during?.stop();
  await plane?.stop();
});

const WEB = "web.shop.svc.cluster.local. A";
const MISSING = "missing.shop.svc.cluster.local. A";
const LATER = "later.shop.svc.cluster.local. A";

async function bothSay(servers: NameServers, question: string, answer: string): Promise<void> {
  expect(brief(await servers.ours.ask(question))).toBe(answer);
  expect(await unlike(servers, question)).toEqual([]);
}

async function comesTo({ ask }: NameServer, question: string, answer: string): Promise<void> {
  await expect
    .poll(async () => brief(await ask(question)), { timeout: COMES_BACK_WITHIN_MS, interval: 100 })
    .toBe(answer);
}

/** The lines that CoreDNS's users look for. */
function linesOf({ process }: NameServer, pattern: RegExp): readonly string[] {
  return [...new Set(process.output().match(new RegExp(pattern, "gm")) ?? [])];
}

describe("without the API server", () => {
  test("what was known is answered on, and what was not is denied", async () => {
    await bothSay(before, WEB, "NOERROR A 10.96.0.20");
    // A watch that ends within a second is a fault of its own.
    await sleep(1500);
    await plane.killApiServer();
    await bothSay(before, WEB, "NOERROR A 10.96.0.20");
    await bothSay(before, MISSING, "NXDOMAIN");
    // Not a word, as long as the server only refuses connections.
    await sleep(QUIET_MS);
    for (const server of [before.ours, before.coredns]) expect(linesOf(server, /plugin\/kubernetes: .*$/)).toEqual([]);
  });

  test("a start waits for its time, warns, and answers SERVFAIL", async () => {
    during = await startNameServers(corefile);
    for (const server of [during.ours, during.coredns]) {
      expect(linesOf(server, /plugin\/kubernetes: .*$/)).toEqual([
        "plugin/kubernetes: waiting for Kubernetes API before starting server",
        "plugin/kubernetes: starting server with unsynced Kubernetes API",
      ]);
    }
    await bothSay(during, WEB, "SERVFAIL");
  });

  test("that is over when it comes back: all is known, and changes arrive", async () => {
    await plane.startApiServer();
    await create(plane, service("later", "shop", { clusterIP: "10.96.0.21", ports: [{ port: 80 }] }));
    const all = [before, during].flatMap((servers) => (servers === undefined ? [] : [servers.ours, servers.coredns]));
    await Promise.all(all.map((server) => comesTo(server, LATER, "NOERROR A 10.96.0.21")));
    for (const servers of [before, during]) {
      if (servers === undefined) continue;
      await bothSay(servers, WEB, "NOERROR A 10.96.0.20");
      await bothSay(servers, MISSING, "NXDOMAIN");
    }
  }, 180_000);
});
