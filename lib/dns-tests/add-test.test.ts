/** A test that is added by a click: what people wrote stays as they wrote it. */
import { describe, expect, it } from "vitest";
import { addTest, EMPTY_TESTS } from "./add-test.ts";
import { readTestFile } from "./test-file.ts";

const TEST = {
  ask: "www.example.org. A",
  from: "10.1.2.3",
  expect: { rcode: "NOERROR", answer: ["www.example.org. * IN A 192.0.2.80"], plugin: "forward", line: "Corefile:6" },
};

const ITEM = (indent: string): string =>
  `- ask: www.example.org. A
  from: 10.1.2.3
  expect:
    rcode: NOERROR
    answer:
      - www.example.org. * IN A 192.0.2.80
    plugin: forward
    line: Corefile:6
`
    .replace(/^/gm, indent)
    .replace(new RegExp(`${indent}$`), "");

describe("the test comes behind the others", () => {
  const cases: Readonly<Record<string, [string, string, number]>> = {
    "in an empty file": ["", `tests:\n${ITEM("  ")}`, 2],
    "in the file that the studio makes": [EMPTY_TESTS, EMPTY_TESTS.replace(" []\n", `\n${ITEM("  ")}`), 4],
    "behind a key without a value": [
      "tests: # ours\nupstreams: []\n",
      `tests: # ours\n${ITEM("  ")}upstreams: []\n`,
      2,
    ],
    "before what follows, with comments and order as they were": [
      '# team dns\ntests:\n    # the old one\n    - {ask: a.example.org, expect: {rcode: NXDOMAIN}}   # why\n\n# beyond\nupstreams:\n  "*": timeout\n',
      `# team dns\ntests:\n    # the old one\n    - {ask: a.example.org, expect: {rcode: NXDOMAIN}}   # why\n${ITEM("    ")}\n# beyond\nupstreams:\n  "*": timeout\n`,
      5,
    ],
    "with no indent where the list has none": [
      "tests:\n- ask: a.example.org\n  expect:\n    rcode: NXDOMAIN",
      `tests:\n- ask: a.example.org\n  expect:\n    rcode: NXDOMAIN\n${ITEM("")}`,
      5,
    ],
    "where there are only upstreams": ["upstreams: []\n", `upstreams: []\ntests:\n${ITEM("  ")}`, 3],
  };
  it.each(Object.entries(cases))("%s", (_, [before, after, line]) => {
    const added = addTest(before, TEST);
    expect(added).toEqual({ text: after, line });
    const read = readTestFile(added?.text ?? "");
    expect("tests" in read && read.tests.at(-1)).toMatchObject({ ...TEST, line });
  });
});

it("goes into a list in brackets", () => {
  const added = addTest("# ours\ntests: [{ask: a.example.org, expect: {rcode: NXDOMAIN}}]\n", TEST);
  const read = readTestFile(added?.text ?? "");
  expect(added?.text).toMatch(/^# ours\n/);
  expect("tests" in read && read.tests.map(({ ask }) => ask)).toEqual(["a.example.org", "www.example.org. A"]);
});

it.each(["tests: [\n", "- a\n- b\n", "tests: many\n"])("does nothing to %j", (text) => {
  expect(addTest(text, TEST)).toBeUndefined();
});
