import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile } from "./write-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "write-file-"));
  writeFileSync(join(folder, "Corefile"), "old");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that is replaced", () => {
  it("has the new contents, and nothing else lies beside it", () => {
    replaceFile(join(folder, "Corefile"), "new");
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["Corefile"]);
  });
  it.each([0o600, 0o644, 0o666, 0o755])("keeps its mode %o", (mode) => {
    chmodSync(join(folder, "Corefile"), mode);
    replaceFile(join(folder, "Corefile"), "new");
    expect(statSync(join(folder, "Corefile")).mode & 0o7777).toBe(mode);
  });
  it("stays behind its link", () => {
    symlinkSync("Corefile", join(folder, "link"));
    replaceFile(join(folder, "link"), "new");
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe("new");
  });
  it("must be there", () => {
    expect(() => replaceFile(join(folder, "gone"), "new")).toThrow("ENOENT");
    expect(readdirSync(folder)).toEqual(["Corefile"]);
  });
});
