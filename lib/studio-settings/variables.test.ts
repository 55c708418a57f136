import { describe, expect, test } from "vitest";
import { helpForUnset, isStudiosOwn, namesLetThrough } from "./variables.ts";

const settings: Readonly<Record<string, readonly [setting: string | undefined, names: readonly string[]]>> = {
  "without a setting none": [undefined, []],
  "an empty one names none": ["", []],
  "commas, colons, semicolons and blanks part names": ["A,B:C;D E, F", ["A", "B", "C", "D", "E", "F"]],
  "a name counts once": ["A,A", ["A"]],
  "the studio's own are left out": ["COREFILE_STUDIO_TOKEN,A,COREFILE_STUDIO_ENVIRONMENT,COREFILE_STUDIO_X", ["A"]],
  "in any case, since Windows knows none": ["corefile_studio_token,Corefile_Studio_Token", []],
  "there are no patterns": ["*,COREFILE_*", ["*", "COREFILE_*"]],
};

describe("the names that the user lets through", () => {
  test.each(Object.entries(settings))("%s", (_, [setting, names]) => {
    expect(namesLetThrough(setting)).toEqual(names);
  });
});

test("a variable that only begins like the studio's own is not one of these", () => {
  expect(["COREFILE_STUDIO_TOKEN", "COREFILE", "MY_COREFILE_STUDIO_TOKEN"].map(isStudiosOwn)).toEqual([
    true,
    false,
    false,
  ]);
});

test("what to do about a variable without a value", () => {
  expect(helpForUnset("POD_IP")).toBe(
    "Give it a value under environment in studio.yaml, or start the studio with it set and named in COREFILE_STUDIO_ENVIRONMENT.",
  );
  expect(helpForUnset("COREFILE_STUDIO_TOKEN")).toBe(
    "Give it a value under environment in studio.yaml; a Corefile never sees the studio's own variables.",
  );
});
