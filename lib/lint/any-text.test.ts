/** Whatever stands in a Corefile, no rule throws. */
import fc from "fast-check";
import { test } from "vitest";
import { said } from "./_test/said.ts";
import { asExample } from "./rule.ts";
import { rules } from "./rules.ts";

const lines = rules.flatMap(({ example }) => {
  return [example.bad, example.good].flatMap((one) => asExample(one).corefile.split("\n"));
});
const line = fc.constantFrom(
  ...new Set([...lines, "}", "{", "(a) {", "import *.server", "import a", "{$A}", '"', "# x", "*.a"]),
);
const words = fc.array(fc.constantFrom(...new Set(lines.flatMap((text) => text.trim().split(" ")))), { maxLength: 5 });

test("no heap of lines makes a rule throw", () => {
  const corefile = fc.array(
    fc.oneof(
      line,
      words.map((list) => list.join(" ")),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(corefile, (text) => void said(text.join("\n"))),
    { numRuns: 400 },
  );
});

test("no text that is cut off makes a rule throw", () => {
  const cut = fc.constantFrom(...rules).chain(({ example }) => {
    const { corefile } = asExample(example.bad);
    return fc.nat(corefile.length).map((length) => corefile.slice(0, length));
  });
  fc.assert(
    fc.property(cut, (text) => void said(text)),
    { numRuns: 200 },
  );
});
