import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBinary, HOW_TO_SET } from "./binary.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "binary-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const COREDNS = `#!/bin/sh
case $1 in
-version) printf 'CoreDNS-1.11.3\\nlinux/amd64, go1.21.11, a6338e9\\n' ;;
-plugins) printf 'Server types:\\n  dns\\n\\nOther plugins:\\n  dns.file\\n  dns.forward\\non\\n' ;;
esac
`;

function program(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test("a coredns in the PATH is asked for its release and its plugins", async () => {
  const path = program("bin/coredns", COREDNS);
  const found = await findBinary({ environment: { PATH: `/nowhere:${folder}/bin` } });
  expect(found).toMatchObject({ kind: "binary", path, command: [path], release: "1.11.3" });
  if (found.kind === "binary") {
    expect(["file", "forward", "on", "trace"].map((name) => found.plugins.has(name))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  }
});

test("COREDNS_BIN goes before the PATH, and a path of the command before both", async () => {
  program("bin/coredns", COREDNS);
  const named = program("named", COREDNS.replace("1.11.3", "1.12.0"));
  const chosen = program("chosen", COREDNS.replace("1.11.3", "1.14.7"));
  const environment = { PATH: `${folder}/bin`, COREDNS_BIN: named };
  expect(await findBinary({ environment })).toMatchObject({ release: "1.12.0" });
  expect(await findBinary({ environment, chosen })).toMatchObject({ release: "1.14.7" });
});

test("a folder of the PATH that depends on the open folder is passed over", async () => {
  program("coredns", COREDNS);
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const PATH of [".", "", "./"]) {
      const reason = "no coredns program was found in the PATH";
      expect(await findBinary({ environment: { PATH } })).toMatchObject({ kind: "none", reason, help: HOW_TO_SET });
    }
    expect(await findBinary({ environment: { COREDNS_BIN: "./coredns" } })).toMatchObject({
      kind: "none",
      reason: "COREDNS_BIN is not an absolute path: ./coredns",
    });
  } finally {
    process.chdir(before);
  }
});

const faults: readonly (readonly [name: string, make: () => string, reason: (path: string) => string])[] = [
  ["one that is missing", () => join(folder, "none"), (path) => `COREDNS_BIN: ${path}: no such file or directory`],
  ["a folder", () => folder, (path) => `COREDNS_BIN: ${path}: it is not a file`],
  [
    "another program",
    () => program("other", "#!/bin/sh\necho Hello, world\n"),
    (path) => `${path} -version: it is no CoreDNS: it says "Hello, world"`,
  ],
];
test.each(faults)("%s is told with its path, and how to set it", async (_, make, reason) => {
  const path = make();
  const found = await findBinary({ environment: { COREDNS_BIN: path } });
  expect(found).toEqual({ kind: "none", path, reason: reason(path), help: HOW_TO_SET });
});

test.skipIf(process.getuid?.() === 0)("one that may not be run", async () => {
  const path = program("coredns", COREDNS, 0o644);
  expect(await findBinary({ environment: { COREDNS_BIN: path } })).toMatchObject({
    kind: "none",
    reason: `COREDNS_BIN: ${path}: permission denied`,
  });
});
