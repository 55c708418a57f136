/** Files beside a Corefile are judged as the editor judges them; what is not there is a matter of --here. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const LAUNCHER = resolve(import.meta.dirname, "../../bin/corefile-studio");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "named-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function layOut(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

interface Told {
  readonly code: number | null;
  /** `FILE:LINE severity code`. */
  readonly told: readonly string[];
  readonly messages: readonly string[];
}

function check(args: readonly string[], input = ""): Told {
  const all = ["check", "--format", "json", ...args];
  const { status, stdout } = spawnSync(LAUNCHER, all, { cwd: folder, input, encoding: "utf8" });
  const { problems } = JSON.parse(stdout) as {
    problems: { file: string; line: number; severity: string; code: string; message: string }[];
  };
  const told = problems.map(({ file, line, severity, code }) => `${file}:${line} ${severity} ${code}`);
  return { code: status, told, messages: problems.map(({ message }) => message) };
}

const SOA = "@ 60 IN SOA ns m 1 2 3 4 5\n";
const BROKEN = `${SOA}www 60 A 192.0.2.300\n`;
const COREFILE = "example.org:1053 {\n    file zones/db.example.org\n}\n";

describe("a zone file that CoreDNS does not start with", () => {
  it("is an error at its own line, in CoreDNS's words, once", () => {
    layOut({ Corefile: COREFILE, "zones/db.example.org": BROKEN });
    const { code, told, messages } = check(["--no-lint"]);
    expect(code).toBe(1);
    expect(told).toEqual(["zones/db.example.org:2 error zone-file.record"]);
    expect(messages).toEqual([
      'plugin/file: failed to parse file "zones/db.example.org" for origin example.org. with error zones/db.example.org: dns: bad A A: "192.0.2.300" at line: 2:20',
    ]);
  });
  it("is one too when it is broken in a file that it includes", () => {
    layOut({ Corefile: COREFILE, "zones/db.example.org": `${SOA}$INCLUDE part\n`, "zones/part": "www 60 A x\n" });
    expect(check(["--no-lint"])).toMatchObject({ code: 1, told: ["zones/part:1 error zone-file.record"] });
  });
  it("is found beside the Corefile, wherever the check is started; with --here only where CoreDNS looks", () => {
    layOut({ "dns/Corefile": COREFILE, "dns/zones/db.example.org": BROKEN });
    expect(check(["--no-lint", "dns"])).toMatchObject({
      code: 1,
      told: ["dns/zones/db.example.org:2 error zone-file.record"],
    });
    expect(check(["--no-lint", "--here", "dns/Corefile"]).code).toBe(0);
  });
  it("comes where CoreDNS comes upon it: the first error is its first", () => {
    layOut({ Corefile: `${COREFILE}. {\n    forward x y z:-1\n}\n`, "zones/db.example.org": BROKEN });
    expect(check(["--no-lint"]).told[0]).toBe("zones/db.example.org:2 error zone-file.record");
  });
  it("is told of a pod at the manifest's line", () => {
    const manifest = `kind: ConfigMap
data:
  Corefile: |
    example.org {
        file /etc/coredns/db.example.org
    }
  db.example.org: |
    @ 60 IN SOA ns m 1 2 3 4 5
    www 60 A 192.0.2.300
`;
    expect(check(["--no-lint", "-"], manifest)).toMatchObject({
      code: 1,
      told: ["/dev/stdin:9 error zone-file.record"],
    });
  });
});

it("a zone that auto leaves out is a warning: CoreDNS starts without it", () => {
  layOut({
    Corefile: "example.org:1053 {\n    auto {\n        directory zones\n    }\n}\n",
    "zones/db.example.org": BROKEN,
  });
  expect(check(["--no-lint"])).toMatchObject({ code: 0, told: ["zones/db.example.org:2 warning zone-file.record"] });
  expect(check(["--no-lint", "--strict"]).code).toBe(1);
});

it("lines of a hosts file that CoreDNS passes over are warnings, and advice", () => {
  layOut({ Corefile: ".:1053 {\n    hosts names.txt\n}\n", "names.txt": "192.0.2.300 a\n" });
  expect(check([])).toMatchObject({ code: 0, told: ["names.txt:1 warning HF1001"] });
  expect(check(["--strict"]).code).toBe(1);
  expect(check(["--strict", "--no-lint"])).toMatchObject({ code: 0, told: [] });
});

it("a file that is not there depends on the machine", () => {
  layOut({ Corefile: "example.org:1053 {\n    file nowhere {\n        reload 0\n    }\n}\n" });
  expect(check(["--no-lint"])).toMatchObject({ code: 0, told: ["Corefile:2 information file.setup"] });
  expect(check(["--no-lint", "--here"])).toMatchObject({ code: 1, told: ["Corefile:2 error file.setup"] });
});

describe("a file that is named by itself", () => {
  it("is read as what it is, with the zone that the Corefile gives it", () => {
    layOut({
      Corefile: "example.net {\n    file zones/one\n}\n",
      "zones/one": BROKEN,
      names: "192.0.2.1 a\n192.0.2.300 b\n",
    });
    const { code, told, messages } = check(["zones/one", "names", "--no-lint"]);
    expect({ code, told }).toEqual({ code: 1, told: ["zones/one:2 error zone-file.record"] });
    expect(messages[0]).toContain("for origin example.net.");
    expect(check(["names"])).toMatchObject({ code: 0, told: ["names:2 warning HF1001"] });
  });
  it("is told with the files that it includes", () => {
    layOut({ "db.example.org": `${SOA}$INCLUDE part\n`, part: "www 60 A x\n" });
    expect(check(["--no-lint", "db.example.org"])).toMatchObject({ code: 1, told: ["part:1 error zone-file.record"] });
  });
  it("may come from standard input", () => {
    expect(check(["--no-lint", "-"], BROKEN)).toMatchObject({ code: 1, told: ["/dev/stdin:2 error zone-file.record"] });
  });
});

it("what is no text cannot be read", () => {
  writeFileSync(join(folder, "Corefile"), Buffer.from([0, 1, 2]));
  expect(check([])).toMatchObject({ code: 2, told: [] });
});
