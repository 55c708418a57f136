/** What a Corefile in the studio sees of environments: the real engine in its worker, asked over real sockets. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { StudioEvent } from "../../lib/api/events.ts";
import { Studio } from "./studio.ts";

const WINDOW = "window";

const SECRETS = { COREFILE_STUDIO_TOKEN: "token-of-the-studio", UNNAMED: "nobody-let-this-through" };
const LET_THROUGH = { POD_IP: "192.0.2.10", REGION: "from-the-process" };

let home: string;
let studio: Studio;
const events: StudioEvent[] = [];

beforeAll(() => {
  Object.assign(process.env, SECRETS, LET_THROUGH);
  home = mkdtempSync(join(tmpdir(), "environment-"));
  studio = new Studio({ folder: home, home, environment: LET_THROUGH });
  studio.events.listen(({ event }) => events.push(event));
});
afterEach(() => {
  events.length = 0;
  for (const name of readdirSync(home)) rmSync(join(home, name));
});
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
  for (const name of Object.keys({ ...SECRETS, ...LET_THROUGH })) delete process.env[name];
});

function write(path: string, text: string): void {
  writeFileSync(join(home, path), text);
}

/** The text that a Corefile's chaos tells, which is what `words` come to. */
async function answered(words: string, drafts: Readonly<Record<string, string>> = {}): Promise<string> {
  const Corefile = `.:1953 {\n    chaos "${words}"\n}\n`;
  const { applied, problems } = await studio.window(WINDOW).apply({ drafts: { Corefile, ...drafts } });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(applied).toBe(true);
  return version();
}

async function version(): Promise<string> {
  const { received } = await studio
    .window(WINDOW)
    .ask(askRequestSchema.parse({ name: "version.bind", type: "TXT", class: "CH" }));
  if (received.kind !== "reply") throw new Error(received.text);
  return /TXT\s+"(.*)"/.exec(received.text)?.[1] ?? received.text;
}

describe("a reply", () => {
  it("has nothing of the studio's own environment in it", async () => {
    expect(await answered("a{$COREFILE_STUDIO_TOKEN}b{%COREFILE_STUDIO_TOKEN%}c{$UNNAMED}d{$PATH}e{$HOME}f")).toBe(
      "abcdef",
    );
  });
  it("has what the user lets through", async () => {
    expect(await answered("{$POD_IP} {%REGION%}")).toBe("192.0.2.10 from-the-process");
  });
  it("has the values of studio.yaml, before those that are let through", async () => {
    write("studio.yaml", "environment: { REGION: eu, RELEASE: 1.10 }\n");
    expect(await answered("{$POD_IP} {$REGION} {$RELEASE}")).toBe("192.0.2.10 eu 1.10");
  });
  it("has the values of a studio.yaml that is not saved yet", async () => {
    write("studio.yaml", "environment: { REGION: eu }\n");
    expect(await answered("{$REGION}", { "studio.yaml": "environment: { REGION: us }\n" })).toBe("us");
  });
  it("has nothing of it by way of a value in studio.yaml that refers to a variable", async () => {
    write("studio.yaml", "environment: { A: 'a{$COREFILE_STUDIO_TOKEN}b{$UNNAMED}c' }\n");
    expect(await answered("{$A}")).toBe("abc");
  });
  it("follows studio.yaml on disk", async () => {
    write("studio.yaml", "environment: { REGION: eu }\n");
    expect(await answered("{$REGION}")).toBe("eu");
    write("studio.yaml", "environment: { REGION: somewhere else }\n");
    await vi.waitFor(async () => expect(await version()).toBe("somewhere else"), { timeout: 10_000, interval: 50 });
  });
});

describe("a zone", () => {
  it("is named by what the user lets through, and by nothing else", async () => {
    const text = "{$COREFILE_STUDIO_TOKEN}{$REGION}.example.org:1953 {\n    whoami\n}\n";
    const { engine } = await studio.window(WINDOW).apply({ drafts: { Corefile: text } });
    expect(engine.listeners.flatMap(({ serves }) => serves)).toEqual(["from-the-process.example.org."]);
  });
});

/** Everything that the studio tells of a Corefile: problems, advice, the engine's state, log lines. */
async function allThatIsTold(Corefile: string): Promise<string> {
  const drafts = { Corefile };
  const checked = await studio.check({ drafts }, WINDOW);
  const advised = await studio.advise({ drafts }, WINDOW);
  const applied = await studio.window(WINDOW).apply({ drafts });
  return JSON.stringify([checked, advised, applied, events]);
}

const corefiles: Readonly<Record<string, string>> = {
  "in an unknown directive": ". {\n    {$COREFILE_STUDIO_TOKEN}x{$UNNAMED}\n}\n",
  "in a wrong value": ". {\n    cache x{$COREFILE_STUDIO_TOKEN}{$UNNAMED}\n}\n",
  "in a wrong key": "{$COREFILE_STUDIO_TOKEN}{$UNNAMED}..example.org:x {\n    whoami\n}\n",
  "in an import": "import x{$COREFILE_STUDIO_TOKEN}{$UNNAMED}\n",
  "in a path": ". {\n    file db{$COREFILE_STUDIO_TOKEN}{$UNNAMED}\n}\n",
  "in an upstream": ". {\n    forward . x{$COREFILE_STUDIO_TOKEN}{$UNNAMED}\n}\n",
};
describe("no message tells of the studio's own environment", () => {
  it.each(Object.entries(corefiles))("%s", async (_, Corefile) => {
    const told = await allThatIsTold(Corefile);
    for (const secret of Object.values(SECRETS)) expect(told).not.toContain(secret);
  });
});

describe("the environment of the process as a file", () => {
  it.each([
    "/proc/self/environ",
    "/proc/thread-self/environ",
    `/proc/${process.pid}/environ`,
    "link",
    "folder/environ",
  ])("%s is outside", async (path) => {
    symlinkSync("/proc/self/environ", join(home, "link"));
    symlinkSync("/proc/self", join(home, "folder"));
    for (const line of [`import ${path}`, `file ${path}`, `hosts ${path}`, `auto {\n directory ${path}\n}`]) {
      const told = await allThatIsTold(`.:1953 {\n    ${line}\n}\n`);
      expect(told).not.toContain(process.env.PATH ?? "PATH=");
    }
    const { problems } = await studio.check(
      {
        drafts: { Corefile: `.:1953 {\n    hosts ${path}\n    file ${path}\n}\n` },
      },
      WINDOW,
    );
    expect(JSON.stringify(problems)).toContain("outside the workspace");
  });
  it("is no studio.yaml, either", async () => {
    symlinkSync("/proc/self/environ", join(home, "studio.yaml"));
    const { problems } = await studio.check({ drafts: { Corefile: ".:1953 {\n    whoami\n}\n" } }, WINDOW);
    expect(problems).toMatchObject([
      { code: "studio-settings.unreadable", severity: "warning", range: { file: "studio.yaml", start: { line: 1 } } },
    ]);
  });
});

it.runIf(process.platform === "linux")("a studio.yaml that nobody ever writes to holds nothing up", async () => {
  execFileSync("mkfifo", [join(home, "studio.yaml")]);
  const { problems } = await studio.check({ drafts: { Corefile: ".:1953 {\n    whoami\n}\n" } }, WINDOW);
  expect(problems).toMatchObject([{ severity: "warning", range: { file: "studio.yaml" } }]);
});

describe("the page is told", () => {
  const Corefile = ".:1953 {\n    chaos {$UNNAMED} {$POD_IP}\n    whoami {$COREFILE_STUDIO_TOKEN}\n}\n";

  it("which variables are missing, where, and what to do", async () => {
    const { problems } = await studio.advise({ drafts: { Corefile } }, WINDOW);
    expect(problems.map(({ severity, message, range, help }) => [severity, range.start.line, message, help])).toEqual([
      [
        "warning",
        2,
        "UNNAMED is not set here, so CoreDNS reads nothing in its place.",
        expect.stringContaining("under environment in studio.yaml, or start the studio with it set and named in"),
      ],
      [
        "warning",
        3,
        "COREFILE_STUDIO_TOKEN is not set here, so CoreDNS reads nothing in its place.",
        expect.stringContaining("never sees the studio"),
      ],
    ]);
  });
  it("which are let through", () => expect(studio.workspace().environment).toEqual(LET_THROUGH));
  it.each(["check", "apply"] as const)(
    "what is wrong in studio.yaml, by %s, and the Corefile is served",
    async (how) => {
      const drafts = {
        Corefile: '.:1953 {\n    chaos "{$A}"\n}\n',
        "studio.yaml": "clients: []\nenvironment:\n  A: x\n",
      };
      const asked = how === "apply" ? studio.window(WINDOW).apply({ drafts }) : studio.check({ drafts }, WINDOW);
      const { problems } = await asked;
      expect(problems).toMatchObject([
        { code: "studio-settings.unknown-key", range: { file: "studio.yaml", start: { line: 1, column: 1 } } },
      ]);
      if (how === "apply") expect(await version()).toBe("x");
    },
  );
});
