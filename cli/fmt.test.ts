/** fmt by kind: what it formats, what it leaves alone, and that a file is never harmed. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fmt-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function layOut(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const read = (name: string): string => readFileSync(join(folder, name), "latin1");

function fmt(args: readonly string[], input = ""): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(LAUNCHER, ["fmt", ...args], { cwd: folder, input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const ZONE = "$TTL 60\n@ SOA ns m 1 2 3 4 5\nwww   A 192.0.2.1\n";
const TIDY_ZONE = "$TTL 60\n@   SOA ns m 1 2 3 4 5\nwww A   192.0.2.1\n";
const HOSTS = "192.0.2.1\ta#one\n192.0.2.10 b\n";
const TIDY_HOSTS = "192.0.2.1  a #one\n192.0.2.10 b\n";

describe("formats by kind", () => {
  it("a file as the Corefile takes it that names it, or that names a zone file which includes it", () => {
    layOut({
      Corefile: "example.org {\n    file zones/one.txt\n    hosts names.txt\n    import parts/log\n}\n",
      "zones/one.txt": `${ZONE}$INCLUDE two.txt\n`,
      "zones/two.txt": "a  A 192.0.2.1\n",
      "names.txt": HOSTS,
      "parts/log": "log   example.org\n",
    });
    expect(fmt(["-w", "zones/one.txt", "zones/two.txt", "names.txt", "parts/log"])).toEqual({
      code: 0,
      out: "",
      err: "",
    });
    expect(read("zones/one.txt")).toBe(`${TIDY_ZONE}$INCLUDE two.txt\n`);
    expect(read("zones/two.txt")).toBe("a A 192.0.2.1\n");
    expect(read("names.txt")).toBe(TIDY_HOSTS);
    expect(read("parts/log")).toBe("log example.org\n");
  });
  it("a file that no Corefile names as its content tells, whatever its name is", () => {
    layOut({ one: ZONE, two: HOSTS, "Corefile.zone": ZONE, three: ".:53 {\nwhoami\n}\n" });
    expect(fmt(["one"]).out).toBe(TIDY_ZONE);
    expect(fmt(["two"]).out).toBe(TIDY_HOSTS);
    expect(fmt(["Corefile.zone"]).out).toBe(TIDY_ZONE);
    expect(fmt(["three"]).out).toBe(".:53 {\n    whoami\n}\n");
  });
  it("standard input by its content, or as the file whose name it is given", () => {
    layOut({ Corefile: "example.org {\n    hosts names.txt\n}\n" });
    expect(fmt(["-"], HOSTS).out).toBe(TIDY_HOSTS);
    expect(fmt(["-", "--stdin-name", "names.txt"], "#  later\n192.0.2.1   a\n").out).toBe("#  later\n192.0.2.1 a\n");
  });
  it("to the same again, and what is empty to nothing", () => {
    layOut({ zone: TIDY_ZONE, hosts: TIDY_HOSTS, empty: "" });
    expect(fmt(["--check", "zone", "hosts", "empty"])).toEqual({ code: 0, out: "", err: "" });
  });
  it("with the line ends and the byte order mark that there are", () => {
    layOut({ one: HOSTS.replaceAll("\n", "\r\n"), two: `\uFEFF# x\r\n192.0.2.1   a\r\n` });
    expect(fmt(["one"]).out).toBe(TIDY_HOSTS.replaceAll("\n", "\r\n"));
    expect(fmt(["two"]).out).toBe("\uFEFF# x\r\n192.0.2.1 a\r\n");
  });
});

describe("leaves alone", () => {
  const cases: Readonly<Record<string, readonly [string | Buffer, RegExp]>> = {
    "notes.txt": ["Dear all,\n", /it does not look like a Corefile, zone file or hosts file\. It is unchanged\./],
    "values.yaml": ["a:   1\n", /this is YAML or JSON/],
    "nginx.conf": ["server {\n  listen   80;\n}\n", /it does not look like a Corefile/],
    "picture.png": [Buffer.from([0x89, 0x50, 0, 0]), /this is a binary file, not a text/],
    latin: [Buffer.from([0x23, 0xe4, 0x0a]), /this is not UTF-8/],
    "db.example.org": [
      "@ 60 SOA ns m 1 2 3 4 5\nwww   60 A 192.0.2.300\n",
      /^corefile-studio fmt: db\.example\.org: dns: bad A A: "192\.0\.2\.300" at line: 2:\d+\. It is unchanged\./,
    ],
    "cert.pem": ["CERT   x\n", /the Corefile uses it as something other than a Corefile, zone file or hosts file/],
  };
  it.each(Object.entries(cases))("%s", (name, [text, says]) => {
    layOut({ Corefile: ". {\n    tls cert.pem key.pem\n}\n", [name]: text });
    const before = read(name);
    for (const option of ["-w", "--check", "--diff"]) {
      const { code, out, err } = fmt([option, name]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(says);
      expect(err.trimEnd().split("\n").length).toBe(1);
    }
    expect(read(name)).toBe(before);
  });
  it.each([
    ["nofile", /nofile: no such file or directory/],
    [".", /\.: this is a folder; name the files to format/],
  ])("%s, which is not a file", (name, says) =>
    expect(fmt([name])).toMatchObject({ code: 2, out: "", err: expect.stringMatching(says) }),
  );
});

it("-w keeps mode and links, and goes on behind a file that it leaves alone", () => {
  layOut({ "real.hosts": HOSTS, "notes.txt": "x\n" });
  chmodSync(join(folder, "real.hosts"), 0o640);
  symlinkSync("real.hosts", join(folder, "link"));
  expect(fmt(["-w", "notes.txt", "link"])).toMatchObject({ code: 2, out: "" });
  expect(read("real.hosts")).toBe(TIDY_HOSTS);
  expect(statSync(join(folder, "real.hosts")).mode & 0o777).toBe(0o640);
  expect(readFileSync(join(folder, "link"), "utf8")).toBe(TIDY_HOSTS);
});
