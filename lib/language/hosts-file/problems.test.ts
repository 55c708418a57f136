import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { getHostsProblems } from "./problems.ts";

const zones = [ROOT];
const EXAMPLE = canonical(readName("example.org.") ?? ROOT);

const cases: Readonly<Record<string, readonly string[]>> = {
  "192.0.2.1 www.example.org # a comment": [],
  "2001:db8::1\twww": [],
  "fe80::1%eth0 link": [],
  "192.0.2.1 *.example.org": [],
  "# 192.0.2.256 x": [],
  "": [],
  "192.0.2.256 www": ["HF1001"],
  "www 192.0.2.1": ["HF1001"],
  "[2001:db8::1] www": ["HF1001"],
  "192.0.2.1": ["HF1002"],
  "192.0.2.1 # www": ["HF1002"],
  "192.0.2.1 a..b": ["HF1003"],
  "192.0.2.1 bücher.example.org": ["HF1004"],
  "192.0.2.1 www.*.example.org": ["HF1005"],
  "192.0.2.1 *": ["HF1005"],
  "192.0.2.1 www www": ["HF1007"],
  "192.0.2.1 www\n192.0.2.1 WWW.": ["HF1007"],
  "192.0.2.1 www\n192.0.2.2 www": [],
};

describe("lines", () => {
  test.each(Object.entries(cases))("%j", (text, codes) =>
    expect(getHostsProblems({ file: "hosts", text, zones }).map(({ code }) => code)).toEqual(codes),
  );

  test("a name outside of the zones, at its place", () => {
    const [problem] = getHostsProblems({ file: "hosts", text: "\n192.0.2.1 a.example.org b\r\n", zones: [EXAMPLE] });
    expect([problem?.code, problem?.range.start, problem?.range.end.column]).toEqual([
      "HF1006",
      { offset: 25, line: 2, column: 25 },
      26,
    ]);
  });

  test("no text makes it throw", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => void getHostsProblems({ file: "hosts", text, zones })),
    ));
});
