/** Workspaces that came by links and files: the real engine serves them, and they reach nothing of this machine. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { type SharedWorkspace, sharedWorkspaceSchema } from "../../lib/api/shared-workspace.ts";
import { Studio } from "./studio.ts";

// A real engine is started and moved between ports several times.
vi.setConfig({ testTimeout: 60_000 });

const WINDOW = "window";
const COREFILE = '.:1954 {\n    chaos "from{$POD_IP} the link"\n}\n';

let home: string;
let mine: string;
let studio: Studio;

function workspace(files: Readonly<Record<string, string>> = {}, more: Partial<SharedWorkspace> = {}): SharedWorkspace {
  const all = Object.entries({ Corefile: COREFILE, ...files });
  return { name: "Payments DNS", corefile: "Corefile", files: all.map(([path, text]) => ({ path, text })), ...more };
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "shared-"));
  mine = join(home, "mine");
  mkdirSync(mine);
  writeFileSync(join(mine, "Corefile"), COREFILE.replace("the link", "my folder"));
  studio = new Studio({ folder: mine, home, environment: { POD_IP: "192.0.2.10" } });
});
beforeEach(() => void studio.open({ kind: "home" }));
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
});

async function served(): Promise<{ readonly text: string; readonly ports: readonly number[] }> {
  const { applied, engine } = await studio.window(WINDOW).apply({ drafts: {} });
  expect(applied).toBe(true);
  const { received } = await studio
    .window(WINDOW)
    .ask(askRequestSchema.parse({ name: "version.bind", type: "TXT", class: "CH" }));
  if (received.kind !== "reply") throw new Error(received.text);
  return { text: received.text, ports: engine.listeners.map(({ bound }) => bound.port) };
}

describe("a shared workspace", () => {
  it("is served on a port that the system chooses, and sees no variable that the user lets through", async () => {
    const before = await served();
    expect([before.text, before.ports]).toEqual([expect.stringContaining('"from192.0.2.10 my folder"'), [1954]]);
    studio.open({ kind: "shared", workspace: workspace() });
    const shared = await served();
    expect(shared.text).toContain('"from the link"');
    expect(shared.ports).toEqual([expect.not.toSatisfy((port: number) => port === 1954)]);
    await studio.control({ action: "take-ports" }, WINDOW);
    expect((await served()).ports).not.toContain(1954);
    studio.open({ kind: "home" });
    expect((await served()).ports).toEqual([1954]);
  });

  it("lies in the studio's own folder, for its user only, and is not changed", async () => {
    const { folder, ...opened } = studio.open({ kind: "shared", workspace: workspace({ "zones/db": "; x\n" }) });
    expect(opened).toMatchObject({ name: "Payments DNS", origin: "shared", isReadOnly: true, environment: {} });
    expect(folder.startsWith(join(home, "shared"))).toBe(true);
    expect(statSync(join(folder, "zones/db")).mode & 0o777).toBe(0o600);
    const base = studio.readFile("Corefile").revision;
    const refused = { status: 403, help: "Make your own copy of it first." };
    await expect(studio.writeFile({ path: "Corefile", text: "", baseRevision: base }, WINDOW)).rejects.toMatchObject(
      refused,
    );
    await expect(studio.writeFile({ path: "new", text: "", baseRevision: null }, WINDOW)).rejects.toMatchObject(
      refused,
    );
    await expect(studio.renameFile({ from: "Corefile", to: "x" })).rejects.toMatchObject(refused);
    await expect(studio.deleteFile({ path: "Corefile" }, WINDOW)).rejects.toMatchObject(refused);
  });

  it("is what was shared whenever it is opened, whatever became of its folder", () => {
    const { folder } = studio.open({ kind: "shared", workspace: workspace() });
    writeFileSync(join(folder, "Corefile"), "other");
    expect(studio.open({ kind: "shared", workspace: workspace() }).folder).toBe(folder);
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe(COREFILE);
    expect(studio.open({ kind: "shared", workspace: workspace({ x: "" }) }).folder).not.toBe(folder);
  });

  it("keeps octets that are no UTF-8, and gives them back", () => {
    const octets = Buffer.from([0x40, 0xfc, 0x0a]);
    const file = { path: "db.latin1", octets: octets.toString("base64") };
    const { files } = workspace();
    const { folder } = studio.open({ kind: "shared", workspace: workspace({}, { files: [...files, file] }) });
    expect(readFileSync(join(folder, "db.latin1"))).toEqual(octets);
    expect(studio.pack({ drafts: {}, scope: "all" }).files).toContainEqual(file);
  });

  it.each([
    ".git/hooks/post-checkout",
    "a/.GIT/config",
    "node_modules/x/index.js",
    ".corefile-studio-lock-x",
    `${"a/".repeat(12)}x`,
  ])("with %s in it is refused, and leaves nothing behind", (path) => {
    const before = readdirSync(join(home, "shared"));
    expect(() => studio.open({ kind: "shared", workspace: workspace({ [path]: "x" }) })).toThrow(/not part|too deep/);
    expect(readdirSync(join(home, "shared"))).toEqual(before);
    expect(studio.workspace().folder).toBe(mine);
  });

  it.each(["../out", "/tmp/out", "a/../../out", "a\\..\\out"])("with %s in it is no workspace at all", (path) => {
    expect(sharedWorkspaceSchema.safeParse(workspace({ [path]: "" })).success).toBe(false);
    if (path.includes("\\")) return;
    expect(() => studio.open({ kind: "shared", workspace: workspace({ [path]: "x" }) })).toThrow(
      "outside the workspace",
    );
    expect(existsSync(join(home, "out"))).toBe(false);
  });

  it("makes room for others: the thirty that were opened last are kept", () => {
    for (let at = 0; at < 33; at++) studio.open({ kind: "shared", workspace: workspace({ x: String(at) }) });
    expect(readdirSync(join(home, "shared"))).toHaveLength(30);
  });
});

describe("the user's own copy", () => {
  it("is the user's: it is changed, has its ports, and can be opened again", async () => {
    studio.open({ kind: "shared", workspace: workspace() });
    const copy = studio.open({ kind: "own-copy" });
    expect(copy).toMatchObject({ name: "payments-dns", origin: "copy", folder: join(home, "copies", "payments-dns") });
    expect(copy.isReadOnly).toBeUndefined();
    expect(await served()).toMatchObject({ text: expect.stringContaining('"from192.0.2.10 the link"'), ports: [1954] });
    await studio.writeFile({ path: "x", text: "x", baseRevision: null }, WINDOW);
    studio.open({ kind: "shared", workspace: workspace() });
    expect(studio.open({ kind: "own-copy" }).name).toBe("payments-dns-2");
    expect(studio.examples().copies).toEqual(["payments-dns", "payments-dns-2"]);
    expect(studio.open({ kind: "copy", name: "payments-dns" }).files.map(({ path }) => path)).toEqual([
      "Corefile",
      "x",
    ]);
  });

  it("is only made of what is not the user's already", () => {
    expect(() => studio.open({ kind: "own-copy" })).toThrow("your own already");
    expect(() => studio.open({ kind: "copy", name: "none" })).toThrow('no copy "none"');
  });
});

describe("a workspace in one piece", () => {
  async function put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(mine, path, ".."), { recursive: true });
      writeFileSync(join(mine, path), text);
    }
    const listed = () => studio.workspace().files.map(({ path }) => path);
    await vi.waitFor(() => expect(listed()).toEqual(expect.arrayContaining(Object.keys(files))), { timeout: 10_000 });
  }

  it("is the Corefile, what it names, and what stands for the world; unsaved texts go before the disk's", async () => {
    const names = ["zones/sub", "conf/x.conf", "conf/y.conf", "cluster/s.yaml", "studio.yaml", "notes.md"];
    await put({ "zones/a": "$INCLUDE sub\n", ...Object.fromEntries(names.map((name) => [name, ""])) });
    const Corefile = "import conf/x.conf\nexample.org {\n    file zones/a\n    hosts typed\n}\n";
    const packed = studio.pack({ drafts: { Corefile, typed: "192.0.2.1 a\n" }, scope: "needed" });
    expect(packed.files.map(({ path }) => path)).toEqual([
      "Corefile",
      "conf/x.conf",
      "zones/a",
      "typed",
      "zones/sub",
      "cluster/s.yaml",
      "studio.yaml",
    ]);
    expect(packed.files[0]).toEqual({ path: "Corefile", text: Corefile });
    expect(packed.others).toEqual(["conf/y.conf", "notes.md"]);
    expect(studio.pack({ drafts: {}, scope: "all" }).files.map(({ path }) => path)).toContain("notes.md");
  });

  it("leaves behind what is too large, and says so", async () => {
    const large = "x".repeat(4 * 1024 * 1024);
    await put({ "db.1": large, "db.2": large, "db.3": large });
    const { left } = studio.pack({ drafts: {}, scope: "all" });
    for (const name of ["db.1", "db.2", "db.3"]) rmSync(join(mine, name));
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ because }) => because === "All files together have more than 8 MiB.")).toBe(true);
  });
});
