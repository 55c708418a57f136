/** The studio with the real engine, given Corefiles that would hang it, fill it or open it: what was good goes on serving. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { isObstacle } from "../../lib/text/problem.ts";
import { Studio } from "./studio.ts";

const WINDOW = "window";

const GOOD = ".:1053 {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n}\n";
/** How long an edit may take at most, on a machine that does other things too. */
const WITHIN_MS = 10_000;

let home: string;
let folder: string;
let studio: Studio;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "hostile-"));
  folder = join(home, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), GOOD);
  writeFileSync(join(folder, "sparse"), "");
  truncateSync(join(folder, "sparse"), 1_900_000_000);
  if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "pipe")]);
  studio = new Studio({ folder, home });
  expect(await apply(GOOD)).toMatchObject({ applied: true });
});
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

const apply = (text: string) => studio.window(WINDOW).apply({ drafts: { Corefile: text } });
const ask = async () => {
  const { received } = await studio
    .window(WINDOW)
    .ask(askRequestSchema.parse({ name: "www.example.org", timeoutMs: 2000 }));
  return received.kind === "reply" ? received.text : received.kind;
};

/** Each is refused with such an error, and the good one goes on. */
const refused: Readonly<Record<string, readonly [corefile: string, error: RegExp]>> = {
  "an import of a pipe": ["import pipe\n", /Could not import .*pipe: .*not a regular file: this is a named pipe/],
  "an import of a file of 1.9 GB": ["import sparse\n", /file too large: a Corefile has at most 16 MiB/],
  "an import of itself": ["import Coref*\n. {\n    whoami\n}\n", /maximum file import depth \(10000\) exceeded/],
  "a health check at an address that is none": [".:1053 {\n    health 0:18080\n}\n", /lookup 0: no such host/],
};

describe("what was good goes on serving, and the reason is told, with", () => {
  it.each(Object.entries(refused))(
    "%s",
    async (_, [corefile, error]) => {
      const { applied, problems, engine } = await apply(corefile);
      expect(problems.find(isObstacle)?.message).toMatch(error);
      expect({ applied, state: engine.state, servesEarlier: engine.servesEarlier }).toEqual({
        applied: false,
        state: "serving",
        servesEarlier: true,
      });
      expect(await ask()).toContain("192.0.2.1");
    },
    WITHIN_MS,
  );
});

/** Each is served, in time. */
const served: Readonly<Record<string, string>> = {
  "a hosts file that is a pipe": ".:1053 {\n    hosts pipe {\n        192.0.2.1 www.example.org\n    }\n}\n",
  "a zone file that is a pipe": `${GOOD}pipe.example.org:1053 {\n    file pipe\n}\n`,
  "a zone file of 1.9 GB": `${GOOD}sparse.example.org:1053 {\n    file sparse\n}\n`,
  "braces that the shell would expand without end": `${GOOD}\nimport {1..99999999}*\n`,
  "braces that double 24 times": `${GOOD}\nimport ${"{a,b}".repeat(24)}*\n`,
};

describe("an answer comes in time with", () => {
  it.each(Object.entries(served))(
    "%s",
    async (_, corefile) => {
      const { engine, problems } = await apply(corefile);
      expect({ state: engine.state, obstacles: problems.filter(isObstacle) }).toEqual({
        state: "serving",
        obstacles: [],
      });
      expect(await ask()).toContain("192.0.2.1");
    },
    WITHIN_MS,
  );
});

it(
  "a Corefile that is deleted leaves the last good one serving, and the page says so",
  async () => {
    await studio.window(WINDOW).apply({ drafts: {} });
    unlinkSync(join(folder, "Corefile"));
    const because = "open Corefile: no such file or directory";
    await vi.waitFor(
      () => expect(studio.window(WINDOW).info()).toMatchObject({ state: "serving", servesEarlier: true, because }),
      {
        timeout: WITHIN_MS,
      },
    );
    expect(await ask()).toContain("192.0.2.1");
  },
  2 * WITHIN_MS,
);
