import { describe, expect, it } from "vitest";
import type { Case, Recording } from "./case.ts";
import { differences } from "./compare.ts";

const testCase: Case = { about: "", corefile: "" };
const compare = (want: Recording, got: Recording) => differences(testCase, want, got);

describe("a refused start", () => {
  const refused = (exit: number, error = "plugin/file: no"): Recording => ({ start: "fails", exit, error });
  it("with another exit code differs", () => {
    expect(compare(refused(1), refused(0))).toEqual(["exit code: want 1, got 0"]);
    expect(compare(refused(0), refused(139))).toEqual(["exit code: want 0, got 139"]);
    expect(compare(refused(1), refused(1))).toEqual([]);
  });
  it("with another error differs, unless any will do; the exit code counts all the same", () => {
    expect(compare(refused(1), refused(1, "other"))).toHaveLength(1);
    expect(differences({ ...testCase, any_error: true }, refused(1), refused(1, "other"))).toEqual([]);
    expect(differences({ ...testCase, any_error: true }, refused(1), refused(2, "other"))).toHaveLength(1);
  });
});

describe("a server that dies while it is asked", () => {
  const lived: Recording = { start: "ok", replies: [] };
  const died = (code: number): Recording => ({ start: "ok", replies: [], died: code });
  it("differs from one that lives, whichever of the two it is", () => {
    expect(compare(lived, died(1))).toEqual(["died: want a server that lives, got 1"]);
    expect(compare(died(1), lived)).toEqual(["died: want 1, got a server that lives"]);
    expect(compare(died(1), died(137))).toHaveLength(1);
    expect(compare(died(1), died(1))).toEqual([]);
    expect(compare({ ...lived, died: null }, lived)).toEqual([]);
  });
});
