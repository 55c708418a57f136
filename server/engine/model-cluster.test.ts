/** A folder whose manifests stand for a cluster: a stock Corefile is served, and an edit of a manifest is live. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { NO_CLUSTER } from "../../lib/text/problem.ts";
import { Studio } from "../control/studio.ts";

const COREFILE = `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    cache 30
    loop
    reload
    loadbalance
}
`;
const service = (ip: string): string =>
  `kind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec: {clusterIP: ${ip}, ports: [{port: 80}]}\n`;

let home: string;
let studio: Studio;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "model-"));
  mkdirSync(join(home, "cluster"));
  writeFileSync(join(home, "cluster/shop.yaml"), service("198.51.100.1"));
  studio = new Studio({ folder: home, home });
});
afterEach(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

async function address(): Promise<readonly (string | undefined)[]> {
  const request = askRequestSchema.parse({ name: "web.shop.svc.cluster.local", type: "A", timeoutMs: 4000 });
  const { received, explanation } = await studio.window("").ask(request);
  const decided = explanation?.decidedAt;
  const record = received.kind === "reply" ? received.message.answer[0]?.rdata : received.because;
  return [record, `${decided?.file}:${decided?.start.line}`];
}

it("answers from it, and says which line of a manifest decided", async () => {
  const applied = await studio.window("").apply({ drafts: { Corefile: COREFILE } });
  expect(applied.problems.map(({ message }) => message)).toEqual([]);
  expect(await address()).toEqual(["198.51.100.1", "cluster/shop.yaml:3"]);
  const drafts = { Corefile: COREFILE, "cluster/shop.yaml": service("198.51.100.2") };
  await studio.window("").apply({ drafts });
  expect((await address())[0]).toBe("198.51.100.2");
});

it("tells what is wrong with a manifest at its line, and serves the rest", async () => {
  writeFileSync(join(home, "cluster/broken.yaml"), "kind: Service\nmetadata: 5\n");
  const { applied, problems } = await studio.window("").apply({ drafts: { Corefile: COREFILE } });
  expect([applied, problems.map(({ message }) => message)]).toEqual([
    true,
    ["cluster/broken.yaml:1: an object has a kind and metadata"],
  ]);
  expect((await address())[0]).toBe("198.51.100.1");
});

it("says that there is no cluster, at the line that wants one, and what would stand for one", async () => {
  rmSync(join(home, "cluster"), { recursive: true });
  const { applied, problems } = await studio.window("").apply({ drafts: { Corefile: COREFILE } });
  expect(applied).toBe(false);
  const [problem] = problems;
  expect([problem?.code, problem?.range.start.line]).toEqual([NO_CLUSTER, 5]);
  expect(problem?.message).toMatch(/^plugin\/kubernetes: unable to load in-cluster configuration/);
  const created = problem?.fixes?.[0]?.creates ?? [];
  expect(created.map(({ file }) => file)).toEqual(["cluster/kube-system.yaml", "cluster/shop.yaml"]);
  const drafts = Object.fromEntries(created.map(({ file, text }) => [file, text]));
  const after = await studio.window("").apply({ drafts: { Corefile: COREFILE, ...drafts } });
  expect(after.problems.map(({ message }) => message)).toEqual([]);
  expect(after.engine.clusters).toEqual([
    expect.objectContaining({ kind: "manifests", services: 6, pods: 6, namespaces: 3 }),
  ]);
});

it("counts a manifest that is not saved yet", async () => {
  const api = service("198.51.100.3").replace("name: web", "name: api");
  await studio.window("").apply({ drafts: { Corefile: COREFILE, "cluster/new.yaml": api } });
  expect(studio.window("").engine.info.clusters).toMatchObject([{ services: 2 }]);
});

it("knows the names of its Services, their ports and their addresses", async () => {
  const named = service("198.51.100.1").replace("{port: 80}", "{name: http, port: 80}");
  await studio.window("").apply({ drafts: { Corefile: COREFILE, "cluster/shop.yaml": named } });
  const names = async (typed: string) => (await studio.names(typed, "")).names;
  expect(await names("we")).toEqual([
    { name: "web.shop.svc.cluster.local", type: "A", about: "Service, 198.51.100.1" },
    { name: "_http._tcp.web.shop.svc.cluster.local", type: "SRV", about: "port 80 of web" },
  ]);
  expect(await names("198.51")).toEqual([
    { name: "1.100.51.198.in-addr.arpa", type: "PTR", about: "address 198.51.100.1 of shop/web" },
  ]);
  expect(await names("nothing")).toEqual([]);
});
