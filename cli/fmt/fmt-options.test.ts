import { describe, expect, it } from "vitest";
import { readFmtOptions } from "./fmt-options.ts";

const defaults = { paths: ["Corefile"], check: false, diff: false, write: false, stdinName: "/dev/stdin" };

describe("the command line of fmt", () => {
  const good: Readonly<Record<string, readonly [args: readonly string[], changes: object]>> = {
    "without arguments means the Corefile of this folder": [[], {}],
    "has files and standard input": [["a", "-"], { paths: ["a", "-"] }],
    "takes options before and behind files, with one dash or two": [
      ["-check", "a", "--diff"],
      { paths: ["a"], check: true, diff: true },
    ],
    "has gofmt's short options": [["-l", "-d"], { check: true, diff: true }],
    "writes with -w": [["-w", "a"], { paths: ["a"], write: true }],
    "has only files behind two dashes": [["--", "-w"], { paths: ["-w"] }],
  };
  it.each(Object.entries(good))("%s", (_, [args, changes]) => {
    expect(readFmtOptions(args)).toEqual({ ...defaults, ...changes });
  });
  const bad: Readonly<Record<string, readonly [args: readonly string[], problem: string]>> = {
    "an unknown option": [["--frob"], "unknown option --frob"],
    "a name that every object has": [["--constructor"], "unknown option --constructor"],
    "writing and looking at once": [["-w", "--check"], "-w writes, --check and --diff only look"],
    "writing to standard input": [["-w", "-"], "-w cannot write to standard input"],
    "help, with nothing to complain about": [["a", "--help"], ""],
  };
  it.each(Object.entries(bad))("ends with %s", (_, [args, usageProblem]) => {
    expect(readFmtOptions(args)).toEqual({ usageProblem });
  });
});
