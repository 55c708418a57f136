/** A folder whose manifests stand for a cluster: a stock Corefile is served, and an edit of a manifest is live. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
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
