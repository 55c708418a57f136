/** Every Corefile in a manual page is one: it is checked, and served on loopback. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { embeddedEngine } from "../server/engine/embedded.ts";
import { createHost } from "../server/host/host.ts";
import { ROOT_FOLDER } from "./sources.ts";

const PLUGINS = join(ROOT_FOLDER, "lib/plugins");
const folder = mkdtempSync(join(tmpdir(), "corefile-examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const zone = [
  "$ORIGIN example.org.",
  "@ 300 IN SOA ns hostmaster 1 3600 600 86400 60",
  "@ 300 IN NS ns",
  "ns 300 IN A 192.0.2.53",
  "",
].join("\n");
writeFileSync(join(folder, "db.example.org"), zone);

const examples = readdirSync(PLUGINS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
  .flatMap(({ name }) => {
    const readme = readFileSync(join(PLUGINS, name, "README.md"), "utf8");
    return [...readme.matchAll(/```corefile\n([\s\S]*?)```/g)].map((match, index) => ({
      name: `${name} ${index + 1}`,
      corefile: match[1] ?? "",
    }));
  });

describe("examples of the manual pages", () => {
  test.each(examples)("$name", async ({ name, corefile }) => {
    const file = `${name.replace(" ", "-")}.corefile`;
    writeFileSync(join(folder, file), corefile);
    const sink = { write: () => undefined, end: () => undefined };
    const source = { corefile: file, defaultPort: 53, host: createHost({ folder, sink }) };
    const started = await embeddedEngine.start(source, { place: async () => ({ address: "127.0.0.1", port: 0 }) });
    const wrong = started.problems.filter(({ severity, cause }) => severity === "error" && cause === "text");
    expect(wrong.map(({ message }) => message)).toEqual([]);
    if (started.kind === "running") await started.stop();
  });
});
