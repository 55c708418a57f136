import { describe, expect, it } from "vitest";
import { CHECK_USAGE, readCheckOptions } from "./check-options.ts";

const defaults = {
  paths: ["Corefile"],
  here: false,
  strict: false,
  lint: true,
  format: "text",
  stdinName: "/dev/stdin",
  defaultPort: 53,
};

describe("the command line of check", () => {
  const good: Readonly<Record<string, readonly [args: readonly string[], changes: object]>> = {
    "without arguments means the Corefile of this folder": [[], {}],
    "has files, folders and standard input in their order": [["b", "-", "a/"], { paths: ["b", "-", "a/"] }],
    "takes options before and behind files, with one dash or two": [
      ["-here", "a", "--strict", "b", "--no-lint"],
      { paths: ["a", "b"], here: true, strict: true, lint: false },
    ],
    "takes values behind a blank and behind a sign": [
      ["--format", "sarif", "--stdin-name=dns/Corefile", "-"],
      { paths: ["-"], format: "sarif", stdinName: "dns/Corefile" },
    ],
    "has CoreDNS's flag for the port": [["-dns.port", "1053"], { defaultPort: 1053 }],
    "has CoreDNS's short flag for the port": [["-p=1053"], { defaultPort: 1053 }],
    "has a release": [["--release", "v1.11.3"], { release: { release: "1.11.3", notes: [] } }],
    "says of a release that is newer than all that the newest counts": [
      ["--release=1.16.0"],
      {
        release: {
          release: "1.15.0",
          notes: ["CoreDNS 1.16.0 is newer than 1.15.0, the newest release known here; 1.15.0 is used."],
        },
      },
    ],
    "has CoreDNS's flag for the Corefile": [["-conf", "dns/Corefile"], { paths: ["dns/Corefile"] }],
    "has only files behind two dashes": [["--", "--here", "-"], { paths: ["--here", "-"] }],
  };
  it.each(Object.entries(good))("%s", (_, [args, changes]) => {
    expect(readCheckOptions(args)).toEqual({ ...defaults, ...changes });
  });

  const bad: Readonly<Record<string, readonly [args: readonly string[], problem: string]>> = {
    "an unknown option": [["--frob"], "unknown option --frob"],
    "an unknown short option": [["-x"], "unknown option -x"],
    "a value for a switch": [["--here=yes"], "unknown option --here=yes"],
    "an option without its value": [["--format"], "--format needs a value"],
    "a release that is none": [
      ["--release", "latest"],
      '--release: "latest" is not a release of CoreDNS; write one such as 1.11.3',
    ],
    "an unknown format": [["--format", "xml"], "--format xml: it is one of text, json, sarif, junit"],
    "a port that is no number": [["-p", "dns"], "-dns.port dns: a port is a number"],
    "an empty argument": [[""], "an empty argument is not a file"],
  };
  it.each(Object.entries(bad))("is refused with %s", (_, [args, usageProblem]) => {
    expect(readCheckOptions(args)).toEqual({ usageProblem });
  });

  it.each(["--help", "-h", "-help"])("%s asks for help", (option) => {
    expect(readCheckOptions(["a", option])).toEqual({ usageProblem: "" });
  });
  it("is described to its last option", () => {
    for (const word of ["--here", "--strict", "--no-lint", "--format", "--stdin-name", "-p, -dns.port", "Exit code"])
      expect(CHECK_USAGE).toContain(word);
  });
});
