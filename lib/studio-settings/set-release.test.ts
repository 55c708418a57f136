import { describe, expect, test } from "vitest";
import { withRelease } from "./set-release.ts";
import { readSettings } from "./settings.ts";

const texts: Readonly<Record<string, readonly [text: string, changed: string | undefined]>> = {
  "an empty file": ["", "release: 1.11.3\n"],
  "comments alone": ["# later\n", "# later\nrelease: 1.11.3\n"],
  "other settings": ["environment:\n  A: x\n", "environment:\n  A: x\nrelease: 1.11.3\n"],
  "a last line without an end": ["environment: {A: x}", "environment: {A: x}\nrelease: 1.11.3\n"],
  "another release, with a comment": [
    "release: 1.9.3 # production\nenvironment:\n  A: x\n",
    "release: 1.11.3 # production\nenvironment:\n  A: x\n",
  ],
  "a release in quotes": ['release: "1.9.3"\n', "release: 1.11.3\n"],
  "a release that is not written yet": ["release:\nenvironment: {}\n", "release: 1.11.3\nenvironment: {}\n"],
  braces: ["{environment: {}}\n", "{release: 1.11.3, environment: {}}\n"],
  "braces over lines": ["{\n  environment: {A: x},\n}\n", "{release: 1.11.3,\n  environment: {A: x},\n}\n"],
  "braces with another release": ["{release: 1.9.3, environment: {}}\n", "{release: 1.11.3, environment: {}}\n"],
  "empty braces, with a comment": ["# none\n{}\n", "# none\n{release: 1.11.3}\n"],
  "a list": ["- a\n", undefined],
  "what is broken": ["environment: 'x\n", undefined],
};

describe("a release is written into", () => {
  test.each(Object.entries(texts))("%s", (_, [text, changed]) => {
    expect(withRelease(text, "1.11.3")).toBe(changed);
    if (changed !== undefined) expect(readSettings(changed).settings.release).toBe("1.11.3");
  });
});
