import { describe, expect, test } from "vitest";
import { compareReleases, RELEASES, readRelease } from "./releases.ts";

const texts: Readonly<Record<string, readonly [text: string, read: ReturnType<typeof readRelease>]>> = {
  "a release": ["1.11.3", { kind: "release", release: "1.11.3" }],
  "the tag of an image": ["v1.8.4", { kind: "release", release: "1.8.4" }],
  "a tag with what somebody added to it": ["v1.11.3-eksbuild.2", { kind: "release", release: "1.11.3" }],
  "one that is newer than all": [
    "1.15.1",
    {
      kind: "release",
      release: "1.15.0",
      note: "CoreDNS 1.15.1 is newer than 1.15.0, the newest release known here; 1.15.0 is used.",
    },
  ],
  "one between two that are known": [
    "1.6.8",
    {
      kind: "release",
      release: "1.6.7",
      note: "There is no CoreDNS 1.6.8 among the releases known here; 1.6.7 is used.",
    },
  ],
  "one that is too old": [
    "1.5.2",
    { kind: "wrong", message: "CoreDNS 1.5.2 is older than 1.6.0, the oldest release known here." },
  ],
  "a word": ["latest", { kind: "wrong", message: '"latest" is not a release of CoreDNS; write one such as 1.11.3.' }],
  nothing: ["", { kind: "wrong", message: '"" is not a release of CoreDNS; write one such as 1.11.3.' }],
};

describe("a text that names a release", () => {
  test.each(Object.entries(texts))("%s", (_, [text, read]) => expect(readRelease(text)).toEqual(read));
});

test("releases are in their order, by numbers and not by letters", () => {
  expect(RELEASES.toSorted(compareReleases)).toEqual(RELEASES);
  expect(compareReleases("1.9.4", "1.10.0")).toBeLessThan(0);
});
