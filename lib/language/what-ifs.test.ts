import { describe, expect, test } from "vitest";
import { defineDirective } from "../directive/directive.ts";
import { type WhatIf, withFallthrough } from "../directive/what-if.ts";
import { applyEdits } from "../text/edit.ts";
import { LineIndex } from "../text/line-index.ts";
import { whatIfsOf } from "./what-ifs.ts";

const directives = (whatIf: WhatIf) => [
  defineDirective({ name: "shop", inChain: true, repeat: "each", summary: "Sells.", whatIfs: [whatIf] }),
];
const lineAt = (text: string, line: number) => new LineIndex("Corefile", text).contentOfLine(line);

/** The text after the first trial, for a reason of the directive on this line. */
function tried(whatIf: WhatIf, text: string, line: { readonly at: number; readonly rule?: number }) {
  const reasons = [{ code: "shop.closed", facts: { rcode: "NXDOMAIN" } }];
  const rule = line.rule === undefined ? undefined : lineAt(text, line.rule);
  const step = { plugin: "shop", at: lineAt(text, line.at), rule, reasons };
  const [trial] = whatIfsOf(step, { text, directives: directives(whatIf) });
  return trial && { words: trial.words, text: applyEdits(text, trial.edits) };
}

const FALL = withFallthrough("closed");
const RULE: WhatIf = { words: "without this rule", when: ["closed"], change: { kind: "without the rule" } };
const WHOLE: WhatIf = { words: "without it", when: ["closed"], change: { kind: "without the directive" } };
const WORD: WhatIf = {
  words: "with continue",
  when: ["closed"],
  change: { kind: "second word", word: "continue", instead: ["stop"] },
};
const FAILOVER: WhatIf = {
  words: "with failover {rcode}",
  when: ["closed"],
  change: { kind: "property", line: "failover {rcode}" },
};

describe("what can be tried", () => {
  test.each<readonly [string, WhatIf, string, { at: number; rule?: number }, string]>([
    [
      "a block for a property where there is none",
      FALL,
      ". {\n    shop a b\n}\n",
      { at: 2 },
      ". {\n    shop a b {\n        fallthrough\n    }\n}\n",
    ],
    [
      "a line in the block",
      FALL,
      ". {\n    shop {\n        x\n    }\n}\n",
      { at: 2 },
      ". {\n    shop {\n        x\n        fallthrough\n    }\n}\n",
    ],
    [
      "room for the property where it is narrower",
      FALL,
      ". {\n    shop {\n        fallthrough a.example\n    }\n}\n",
      { at: 2 },
      ". {\n    shop {\n        fallthrough\n    }\n}\n",
    ],
    [
      "a property with a fact of the reason",
      FAILOVER,
      ". {\n\tshop {\n\t\tx\n\t}\n}\n",
      { at: 2 },
      ". {\n\tshop {\n\t\tx\n\t\tfailover NXDOMAIN\n\t}\n}\n",
    ],
    [
      "another second word",
      WORD,
      ". {\n    shop stop name a b\n}\n",
      { at: 2 },
      ". {\n    shop continue name a b\n}\n",
    ],
    [
      "a second word where none is",
      WORD,
      ". {\n    shop name a b\n}\n",
      { at: 2 },
      ". {\n    shop continue name a b\n}\n",
    ],
    [
      "a line less",
      RULE,
      ". {\n    shop {\n        allow a # why\n        block b\n    }\n}\n",
      { at: 2, rule: 3 },
      ". {\n    shop {\n        block b\n    }\n}\n",
    ],
    [
      "the directive less where that is the rule",
      RULE,
      ". {\n    shop a\n    whoami\n}\n",
      { at: 2, rule: 2 },
      ". {\n    whoami\n}\n",
    ],
    [
      "the directive less, with its block",
      WHOLE,
      ". {\n    shop {\n        x\n    }\n    whoami\n}\n",
      { at: 2 },
      ". {\n    whoami\n}\n",
    ],
    ["the second of two uses", WHOLE, ". {\n    shop a\n    shop b\n}\n", { at: 3 }, ". {\n    shop a\n}\n"],
    [
      "a use in a snippet",
      WHOLE,
      "(common) {\n    shop a\n}\n. {\n    import common\n}\n",
      { at: 2 },
      "(common) {\n}\n. {\n    import common\n}\n",
    ],
  ])("%s", (...[, whatIf, text, line, expected]) => {
    expect(tried(whatIf, text, line)?.text).toBe(expected);
  });

  test("words have the facts of the reason in them", () =>
    expect(tried(FAILOVER, ". {\n    shop {\n    }\n}\n", { at: 2 })?.words).toBe("with failover NXDOMAIN"));

  test("nothing is offered for another reason, for a line that is gone, or for a block that does not end", () => {
    const text = ". {\n    whoami\n}\n";
    expect(tried(FALL, text, { at: 2 })).toBeUndefined();
    expect(tried({ ...FALL, when: ["open"] }, ". {\n    shop a\n}\n", { at: 2 })).toBeUndefined();
    expect(tried(FALL, ". {\n    shop {\n", { at: 2 })).toBeUndefined();
  });

  test("another client needs no edit", () => {
    const client: WhatIf = { words: "from another address", when: ["closed"], change: { kind: "other client" } };
    const step = { plugin: "shop", at: lineAt("x", 1), reasons: [{ code: "shop.closed", facts: {} }] };
    expect(whatIfsOf(step, { text: "", directives: directives(client) })).toEqual([
      { words: "from another address", edits: [], isOtherClient: true },
    ]);
  });
});
