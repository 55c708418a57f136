/**
 * The bundled extension with the real language server and the real command line, driven under a `vscode` that stands in for
 * the editor's: what the editor does with what it is given is not seen here.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { extensionFiles, vsixOf } from "../../../scripts/vsix.ts";
import { FakeEditor } from "../_test/fake-vscode.ts";

const LAUNCHER = resolve(import.meta.dirname, "../../../bin/corefile-studio");
const WAIT = { timeout: 20_000, interval: 50 };
const COREFILE =
  "# the office\n.:1053 {\n    hosts {\n        192.0.2.80 www.example.org\n    }\n    fowrard . 192.0.2.1\n}\n";

interface Extension {
  activate(context: object): Promise<void>;
  deactivate(): Promise<void>;
}

let files: ReadonlyMap<string, string>;
let folder = "";
let extension: Extension | undefined;

beforeAll(async () => {
  files = await extensionFiles();
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vscode-"));
});
afterEach(async () => {
  await extension?.deactivate();
  extension = undefined;
  rmSync(folder, { recursive: true });
});
afterAll(() => vi.restoreAllMocks());

/** An editor with a Corefile in it, and the extension running. */
async function open(text: string, settings: Record<string, unknown> = { path: LAUNCHER }): Promise<FakeEditor> {
  const path = join(folder, "Corefile");
  writeFileSync(path, text);
  const editor = new FakeEditor(path, text);
  editor.settings = settings;
  const exports: Partial<Extension> = {};
  const load = createRequire(import.meta.url);
  const own = (name: string): unknown => (name === "vscode" ? editor.vscode : load(name));
  compileFunction(files.get("extension.cjs") ?? "", ["exports", "require", "module"])(exports, own, { exports });
  const { activate, deactivate } = exports;
  if (activate === undefined || deactivate === undefined) throw new Error("no extension");
  extension = { activate, deactivate };
  await activate({ subscriptions: [] });
  return editor;
}

describe("the extension", () => {
  it("shows the server's problems", async () => {
    const editor = await open(COREFILE);
    const uri = pathToFileURL(join(folder, "Corefile")).href;
    await vi.waitFor(() => expect(editor.problems.get(uri)).toHaveLength(1), WAIT);
    expect(editor.problems.get(uri)?.[0]?.message).toContain("Unknown directive 'fowrard'");
  });

  it("asks what the user types, shows reply and why, and goes to the line", async () => {
    const editor = await open(COREFILE.replace("fowrard", "forward"));
    editor.typed = "www.example.org A";
    await editor.commands.get("corefileStudio.ask")?.();
    expect(editor.errors).toEqual([]);
    expect(editor.status).toBe("NOERROR, answered by hosts (Corefile:4)");
    const answer = editor.content?.provideTextDocumentContent() ?? "";
    expect(answer).toContain(
      "hosts  answered      Corefile:4  www.example.org. is in the lines of hosts; A addresses: 1",
    );
    expect(answer).toContain("not reached: forward");
    expect(answer).toContain("www.example.org.  3600  IN  A  192.0.2.80");
    expect(editor.opened.at(-1)).toBe(pathToFileURL(join(folder, "Corefile")).href);
  });

  it("tells the errors of a Corefile that cannot be asked", async () => {
    const editor = await open(COREFILE);
    editor.typed = "www.example.org";
    await editor.commands.get("corefileStudio.ask")?.();
    expect(editor.errors.join()).toContain("Unknown directive 'fowrard'");
  });

  it("offers the question above the first server block", async () => {
    const editor = await open(`(log) {\n    log\n}\n${COREFILE}`);
    expect(editor.lenses).toHaveLength(1);
    expect(editor.lenses[0]).toMatchObject({ range: { start: { line: 4 } } });
  });

  it("says that its command is not there", async () => {
    const editor = await open(COREFILE, { path: join(folder, "nowhere") });
    expect(editor.errors.join()).toContain("nowhere is not there");
  });
});

describe("the .vsix", () => {
  it("has all that its manifest names", () => {
    const manifest = z
      .object({
        main: z.string(),
        contributes: z.object({
          languages: z.array(z.object({ configuration: z.string().optional() })),
          grammars: z.array(z.object({ path: z.string() })),
          commands: z.array(z.object({ command: z.string() })),
        }),
      })
      .parse(JSON.parse(files.get("package.json") ?? ""));
    const { languages, grammars } = manifest.contributes;
    const named = [
      manifest.main,
      ...languages.flatMap(({ configuration = [] }) => configuration),
      ...grammars.map(({ path }) => path),
    ];
    expect(named.filter((path) => !files.has(path.replace("./", "")))).toEqual([]);
  });
  it("is a ZIP file, the same each time", () => {
    const octets = vsixOf(files);
    expect(Buffer.from(octets.subarray(0, 4)).toString("latin1")).toBe("PK\u0003\u0004");
    expect(Buffer.from(vsixOf(files)).equals(octets)).toBe(true);
  });
});
