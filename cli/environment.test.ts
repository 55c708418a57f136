/** The command line is the user's own shell: a Corefile sees all its variables there, as with CoreDNS, and no studio.yaml. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEngine, waitUntilUp } from "../conformance/engine.ts";
import { askRequestSchema } from "../lib/api/ask.ts";
import { freePort } from "../server/_test/free-port.ts";
import { ask } from "../server/client/ask.ts";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");
const COREFILE = '. {\n    chaos "{$COREFILE_STUDIO_TOKEN} {%REGION%} {$NOWHERE}."\n}\n';
const VARIABLES = { COREFILE_STUDIO_TOKEN: "token", REGION: "from-the-shell" };
const EXPANDED = "token from-the-shell .";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "environment-"));
  writeFileSync(join(folder, "Corefile"), COREFILE);
  writeFileSync(join(folder, "studio.yaml"), "environment: { REGION: eu, NOWHERE: here }\nnonsense: 1\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: readonly string[]): string {
  const env = { ...process.env, ...VARIABLES };
  return spawnSync(LAUNCHER, args, { cwd: folder, encoding: "utf8", env }).stdout;
}

describe("all variables of the shell, and nothing of studio.yaml, has", () => {
  it("serve", async () => {
    const port = await freePort();
    const server = startEngine({
      command: [LAUNCHER, "serve"],
      folder,
      defaultPort: port,
      environment: VARIABLES,
    });
    const readiness = { host: "127.0.0.1", ports: [port], deadlineMs: 15_000, bannerSuffices: false };
    expect(await waitUntilUp(server, readiness)).toBe("up");
    const request = askRequestSchema.parse({ name: "version.bind", type: "TXT", class: "CH" });
    const asked = await ask({ target: { address: "127.0.0.1", port }, label: "", request });
    await server.stop();
    expect(asked).toMatchObject({ received: { kind: "reply", text: expect.stringContaining(`"${EXPANDED}"`) } });
  });
  it("query", () => {
    expect(run("query", "version.bind", "TXT", "--class", "CH")).toContain(`"${EXPANDED}"`);
  });
  it("check, which tells those that are not set with its own words of help", () => {
    const { problems } = JSON.parse(run("check", "--format", "json"));
    expect(problems).toMatchObject([
      { code: "CF1034", severity: "information", help: expect.stringContaining("Set it where CoreDNS is started.") },
    ]);
  });
});
