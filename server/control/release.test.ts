/** The release in studio.yaml, as the studio's engine follows it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { Studio } from "./studio.ts";

const WINDOW = "window";
const COREFILE = ".:1953 {\n    cache\n    acl {\n        block net 127.0.0.0/8\n    }\n    whoami\n}\n";
let home: string;
let studio: Studio;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "release-"));
  studio = new Studio({ folder: home, home, environment: {} });
});
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
});

/** What a text in studio.yaml makes of the Corefile: the plugins that a question passes, and the configuration's identity. */
async function served(settings: string) {
  const window = studio.window(WINDOW);
  const { applied, problems } = await window.apply({ drafts: { Corefile: COREFILE, "studio.yaml": settings } });
  const { explanation } = await window.ask(askRequestSchema.parse({ name: "www.example.org", type: "A" }));
  const steps: string[] = [];
  for (let step = explanation?.steps[0]; step !== undefined; step = step.steps[0]) steps.push(step.plugin);
  return {
    applied,
    steps,
    told: problems.map(({ code }) => code),
    identity: window.engine.info.configuration?.identity,
  };
}

it("runs the chain in the order of the release, says so, and has another identity in each", async () => {
  const earlier = await served("release: 1.14.6\n");
  const newest = await served("release: 1.15.0\n");
  expect(earlier).toMatchObject({ applied: true, steps: ["cache", "acl"], told: ["studio-settings.release"] });
  expect(newest).toMatchObject({ applied: true, steps: ["acl"], told: [] });
  expect(earlier.identity).not.toBe(newest.identity);
});

it("refuses what the release has not, and serves it again for one that has", async () => {
  const Corefile = ".:1953 {\n    multisocket\n    whoami\n}\n";
  writeFileSync(join(home, "studio.yaml"), "release: 1.11.3\n");
  const window = studio.window(WINDOW);
  const refused = await window.apply({ drafts: { Corefile } });
  expect(refused.applied).toBe(false);
  expect(refused.problems[0]).toMatchObject({
    code: "unknown-directive",
    help: "multisocket came with CoreDNS 1.12.0; this folder is for 1.11.3.",
  });
  const served = await window.apply({ drafts: { Corefile, "studio.yaml": "release: 1.12.0\n" } });
  expect(served.applied).toBe(true);
});

it("serves nothing that only the release takes: the engine does what the newest does", async () => {
  const Corefile = "example.org:1953 {\n    file db.example.org {\n        transfer to *\n    }\n}\n";
  const drafts = {
    Corefile,
    "db.example.org": "@ 60 IN SOA ns admin 1 60 60 60 60\n",
    "studio.yaml": "release: 1.7.1\n",
  };
  const { applied, problems } = await studio.window(WINDOW).apply({ drafts });
  expect(applied).toBe(false);
  expect(problems).toContainEqual(
    expect.objectContaining({
      cause: "engine",
      message:
        "plugin/file: the built-in engine works as the newest CoreDNS, which refuses this: plugin/file: Corefile:3 - Error during parsing: unknown property 'transfer'",
    }),
  );
});
