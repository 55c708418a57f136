import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { world } from "../_test/run.ts";
import { setup as rootSetup } from "../root/setup.ts";
import { setup } from "./setup.ts";

const PUBLIC =
  "example.org. IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==";
const PRIVATE =
  "Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=\n";

function firstProblem(lines: string, files: Readonly<Record<string, string>>) {
  const host = world(files);
  for (const folder of ["folder.key", "half.private"]) host.files.makeFolder(folder);
  return setUp(`.:1053 {\n${lines}\n}`, [rootSetup, setup], host).problems[0];
}

describe("keys", () => {
  const good = { "k.key": PUBLIC, "k.private": PRIVATE };
  const missing = (file: string): string => `open ${file}: no such file or directory`;
  const noPrivateKey = 'half.private: dns: read half.private: is a directory: "" at line: 0:0';
  /** Words behind `key file`, files, and what CoreDNS 1.15.0 says of them. */
  const cases: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>, string | undefined]>> = {
    "by what both names begin with": ["k", good, undefined],
    "by the name of either": ["k.key k.private", good, undefined],
    "by another path": ["./keys/../k", good, undefined],
    "with comments around the record": ["k", { ...good, "k.key": `; ours\n\n${PUBLIC}\nand what else` }, undefined],
    "the second is not there": ["k no", good, missing("no.key")],
    "its private half is not there": ["k", { "k.key": PUBLIC }, missing("k.private")],
    "its private half is none": [
      "k",
      { ...good, "k.private": "nonsense\n" },
      'k.private: dns: no private key seen: "nonsense" at line: 1:8',
    ],
    "its private half is of another format": [
      "k",
      { ...good, "k.private": PRIVATE.replace("v1.3", "v1.1") },
      "dns: bad private key",
    ],
    "another record": ["k", { ...good, "k.key": "example.org. IN A 192.0.2.1" }, 'RR in "k.key" is not a DNSKEY: 1'],
    "a zone-signing key": [
      "k",
      { ...good, "k.key": PUBLIC.replace("257", "256") },
      'DNSKEY in "k.key" is not a CSK/KSK',
    ],
    "no zone key": ["k", { ...good, "k.key": PUBLIC.replace("257", "1") }, 'DNSKEY in "k.key" is not a CSK/KSK'],
    "a mistake in the record: no file is named": [
      "k",
      { ...good, "k.key": PUBLIC.replace("257", "x") },
      'dns: bad DNSKEY Flags: "x" at line: 1:25',
    ],
    "no base64": ["k", { ...good, "k.key": PUBLIC.replace("mdss", "m=ss") }, "dns: bad key"],
    "no record": [
      "k",
      { ...good, "k.key": "; nothing\n" },
      'there is no record in "k.key", and CoreDNS 1.15.0 crashes when it looks for one',
    ],
    "a folder": ["folder", {}, "read folder.key: is a directory"],
    "a folder for a private half": ["half", { "half.key": PUBLIC }, noPrivateKey],
    "an empty name": ['""', {}, missing(".key")],
  };
  test.each(Object.entries(cases))("%s", (_, [words, files, error]) => {
    const problem = firstProblem(`sign db.example.org {\nkey file ${words}\n}`, files);
    expect(problem?.message).toBe(error === undefined ? undefined : `plugin/sign: ${error}`);
    expect(problem?.cause).toBe(error === undefined ? undefined : "here");
  });

  test("lie below root", () => {
    const lines = "root zones\nsign db.example.org {\nkey file k\n}";
    expect(firstProblem(lines, good)).toMatchObject({ message: `plugin/sign: ${missing("zones/k.key")}` });
    const below = { "zones/k.key": PUBLIC, "zones/k.private": PRIVATE };
    expect(firstProblem(lines, below)).toBeUndefined();
  });
});

test("a zone file that is not there does not matter, one whose name is no UTF-8 does", () => {
  expect(firstProblem("sign no.zone", {})).toBeUndefined();
  expect(firstProblem("root zones\nsign d\ufffdb", {})).toMatchObject({
    message: 'plugin/sign: dbfile "zones/d\ufffdb" contains invalid characters',
    cause: "text",
  });
});
