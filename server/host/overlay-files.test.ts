import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { glob } from "../../lib/corefile/imports/glob.ts";
import type { Files } from "../../lib/ports/files.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import { filesOf } from "./files.ts";
import { overlayFiles } from "./overlay-files.ts";

const folder = mkdtempSync(join(tmpdir(), "overlay-"));
beforeAll(() => {
  mkdirSync(join(folder, "pod"));
  writeFileSync(join(folder, "real"), "on disk");
  writeFileSync(join(folder, "pod/hidden"), "on disk");
});
afterAll(() => rmSync(folder, { recursive: true }));

const base = filesOf(folder);
const at = (path: string): string => join(folder, path);
const texts = new Map([
  [at("real"), "laid over"],
  [at("pod/Corefile"), "in the pod"],
  [at("pod/custom/b.server"), "b"],
  [at("pod/custom/a.server"), "a"],
  [at("pod/custom/c.override"), "c"],
]);
const files = overlayFiles(base, { texts, hides: at("pod") });

function textOf(seen: Files, path: string): string {
  const read = seen.read(path);
  return read.kind === "error" ? read.text : new TextDecoder().decode(read.bytes);
}

describe("under an overlay", () => {
  it("its texts go before the files", () => {
    expect(textOf(files, "real")).toBe("laid over");
    expect(textOf(files, at("real"))).toBe("laid over");
    expect(files.stat("real")).toMatchObject({ size: 9, isFolder: false });
  });
  it("other files are as they are", () => {
    expect(textOf(overlayFiles(base, { texts: new Map() }), "real")).toBe("on disk");
    expect(files.stat("nothing")).toBeUndefined();
    expect(files.exists("real")).toBe(true);
  });
  it("a hidden folder holds only its texts", () => {
    expect(textOf(files, "pod/hidden")).toBe("open pod/hidden: no such file or directory");
    expect(files.stat("pod/hidden")).toBeUndefined();
    expect(files.list("pod")).toEqual(["Corefile", "custom"]);
    expect(files.list("pod/nothing")).toMatchObject({ code: "ENOENT" });
    expect(files.stat("pod/custom")).toMatchObject({ isFolder: true });
  });
  it.each<[pattern: string, found: readonly string[]]>([
    ["re*", ["real"]],
    ["pod/custom/*.server", ["pod/custom/a.server", "pod/custom/b.server"]],
    ["pod/{custom,other}/*.server", []],
    ["pod/*.server", []],
    ["pod/Corefile", ["pod/Corefile"]],
    ["pod/custom", ["pod/custom"]],
    ["pod/hidden", []],
    ["pod/h*", []],
  ])("the pattern %j finds %j", (pattern, found) => {
    expect(glob(at(pattern), corefileFiles(files))).toEqual(found.map(at));
  });
});
