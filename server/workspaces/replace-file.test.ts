import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
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
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile } from "./replace-file.ts";

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "replace-file-"));
  target = join(folder, "Corefile");
  writeFileSync(target, "old");
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const bytes = (text: string): Uint8Array => Buffer.from(text);
const replace = (text: string, confirm?: () => void): void =>
  replaceFile({ target, contents: bytes(text), ...(confirm === undefined ? {} : { confirm }) });

/** Replaces the file in a process of its own: as somebody else, with a limit, or killed half-way. Gives its output. */
function replaceElsewhere({ text, as, before = "", shell = "" }: Elsewhere): string {
  const url = new URL("./replace-file.ts", import.meta.url).href;
  const script = `
    const { replaceFile } = await import(${JSON.stringify(url)});
    ${as === undefined ? "" : `process.setgroups([]); process.setgid(${as}); process.setuid(${as});`}
    const contents = Buffer.from(${JSON.stringify(text)});
    const target = ${JSON.stringify(target)};
    let confirm = () => {};
    ${before}
    try { replaceFile({ target, contents, confirm }); console.log("done"); } catch (error) { console.log(error.code); }`;
  const node = `"${process.execPath}" --disable-warning=ExperimentalWarning --input-type=module -e "$SCRIPT"`;
  const env = { ...process.env, SCRIPT: script, COREFILE_STUDIO_HOME: join(folder, "home") };
  const { stdout, stderr } = spawnSync("sh", ["-c", `${shell} ${node}`], { env, encoding: "utf8" });
  return `${stdout}${stderr}`.trim();
}

interface Elsewhere {
  readonly text: string;
  readonly as?: number;
  readonly before?: string;
  readonly shell?: string;
}

describe("a file that is replaced", () => {
  it("has the new contents, and nothing else lies beside it", () => {
    replace("new");
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["Corefile"]);
  });
  it("is another file, so that who reads it reads the old or the new", () => {
    const { ino } = statSync(target);
    replace("new");
    expect(statSync(target).ino).not.toBe(ino);
  });
  it.each([0o600, 0o644, 0o666, 0o755])("keeps its mode %o", (mode) => {
    chmodSync(target, mode);
    replace("new");
    expect(statSync(target).mode & 0o7777).toBe(mode);
  });
  it("stays when it is not confirmed", () => {
    const refuse = (): void => {
      throw new Error("changed");
    };
    expect(() => replace("new", refuse)).toThrow("changed");
    linkSync(target, join(folder, "other"));
    expect(() => replace("new", refuse)).toThrow("changed");
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["Corefile", "other"]);
  });
  it("must be a file", () => {
    rmSync(target);
    mkdirSync(target);
    expect(() => replace("new")).toThrow("it is not a regular file");
  });
  it.each(["", "n", "new and longer"])("keeps its other names (%j)", (text) => {
    linkSync(target, join(folder, "other"));
    replace(text);
    expect(readFileSync(join(folder, "other"), "utf8")).toBe(text);
    expect(statSync(target).nlink).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(["Corefile", "other"]);
  });
  it("keeps its owner when the superuser writes it", () => {
    if (IS_ROOT) chownSync(target, NOBODY, NOBODY);
    const { uid, gid } = statSync(target);
    replace("new");
    expect(statSync(target)).toMatchObject({ uid, gid });
  });
});

describe("a full disk", () => {
  const text = "x".repeat(4096);
  // A limit for the size of files stands for the disk: 512 bytes.
  const shell = "trap '' XFSZ; ulimit -f 1;";
  it("leaves the old text of a file that is replaced", () => {
    expect(replaceElsewhere({ text, shell })).toBe("EFBIG");
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["Corefile"]);
  });
  it("leaves the old text of a file that is written in place", () => {
    linkSync(target, join(folder, "other"));
    expect(replaceElsewhere({ text, shell })).toBe("EFBIG");
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["Corefile", "other"]);
  });
});

/** Only the superuser can become somebody else; for everybody the folder without permissions is the same as for them. */
describe("a file of somebody else, or in a folder that takes no files", () => {
  const elsewhere = IS_ROOT ? { as: NOBODY } : {};
  beforeEach(() => {
    mkdirSync(join(folder, "home"));
    chmodSync(join(folder, "home"), 0o777);
    chmodSync(target, 0o666);
  });
  it("is written in place when the folder takes none", () => {
    const before = statSync(target);
    chmodSync(folder, 0o555);
    expect(replaceElsewhere({ text: "new", ...elsewhere })).toBe("done");
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(statSync(target)).toMatchObject({ ino: before.ino, uid: before.uid, gid: before.gid });
    expect(readdirSync(join(folder, "home", "old"))).toEqual([]);
  });
  it("keeps its owner", () => {
    const before = statSync(target);
    chmodSync(folder, 0o777);
    expect(replaceElsewhere({ text: "new", ...elsewhere })).toBe("done");
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(statSync(target)).toMatchObject({ uid: before.uid, gid: before.gid });
    expect(readdirSync(folder).sort()).toEqual(["Corefile", "home"]);
  });
  it("that may not be written is not", () => {
    chmodSync(folder, 0o555);
    chmodSync(target, 0o444);
    expect(replaceElsewhere({ text: "new", ...elsewhere })).toBe("EACCES");
    expect(readFileSync(target, "utf8")).toBe("old");
  });
});
