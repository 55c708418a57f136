import { describe, expect, test } from "vitest";
import { checkCorefile } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

describe("view", () => {
  const refusals: Readonly<Record<string, readonly [string, string]>> = {
    "wants a name": [
      "view",
      "plugin/view: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'view'",
    ],
    "wants one name": [
      "view a b",
      "plugin/view: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
    ],
    "knows expr alone": [
      "view a {\n        when true\n    }",
      "plugin/view: Corefile:3 - Error during parsing: unknown property 'when'",
    ],
  };
  test.each(Object.entries(refusals))("%s", (_name, [line, message]) => {
    const { problems } = checkCorefile(directive, `.:1053 {\n    ${line}\n}\n`);
    expect(problems[0]?.message).toBe(message);
  });

  test("takes several expressions", () => {
    const { problems, uses } = checkCorefile(
      directive,
      ".:1053 {\n    view a {\n        expr name() == 'a.'\n        expr do()\n    }\n}\n",
    );
    expect(problems).toEqual([]);
    expect(uses[0]?.properties.expr.map(({ args }) => args.words.map(({ value }) => value).join(" "))).toEqual([
      "name() == 'a.'",
      "do()",
    ]);
  });
});
