/** What happens to a question at each plugin, and at the end of a chain. */
import { describe, expect, it } from "vitest";
import { directives } from "../plugins/directives.gen.ts";
import { type ChainModel, chainModel } from "./chain-model.ts";
import { layoutDiagram } from "./layout.ts";
import { exitText, isBehindEnd } from "./place-hanging.ts";
import { readBlocks } from "./read-blocks.ts";

const modelOf = (text: string): ChainModel => chainModel(readBlocks(text, "Corefile").blocks, directives);
const ends = (text: string, width = 900) =>
  layoutDiagram(modelOf(text), width).blocks.flatMap((block) => block.ends.map((end) => end.text));
/** The exits of the first plugin. */
const exitsOf = (lines: string, zone = ".") =>
  modelOf(`${zone} {\n${lines}\n}`).blocks[0]?.chain[0]?.exits.map(exitText) ?? [];

describe("the picture says where a chain ends", () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "a chain that nobody ends": ["errors\nfile db {\n fallthrough\n}", ["no next plugin found → SERVFAIL"]],
    "hosts without fallthrough": ["hosts f", ["miss stops here → SERVFAIL"]],
    "a zone file without fallthrough": ["file db", ["miss → NXDOMAIN"]],
    "a zone file that shadows a forward": ["file db\nforward . 192.0.2.1", ["192.0.2.1", "miss stops here → NXDOMAIN"]],
    "only some zones are let through": [
      "kubernetes cluster.local in-addr.arpa {\n fallthrough in-addr.arpa\n}\nforward . 192.0.2.1",
      ["192.0.2.1", "miss: other names → NXDOMAIN", "miss: in-addr.arpa. → next plugin"],
    ],
    "who may not ask is refused": ["acl {\n block net 10.0.0.0/8\n}\nwhoami", ["blocked → REFUSED"]],
    "whoami has every name": ["whoami", []],
    "no plugin at all": ["", ["any name → REFUSED"]],
    "forward has every name": ["forward . 192.0.2.1", ["192.0.2.1"]],
  };
  it.each(Object.entries(cases))("%s", (_, [lines, expected]) => expect(ends(`. {\n${lines}\n}`)).toEqual(expected));

  it("marks what is lost, and only that", () => {
    const dead = (lines: string): readonly boolean[] =>
      layoutDiagram(modelOf(`. {\n${lines}\n}`), 900).blocks.flatMap((block) => block.ends.map(({ isDead }) => isDead));
    expect(dead("hosts f")).toEqual([true]);
    expect(dead("file db")).toEqual([false]);
    expect(dead("file db\nwhoami")).toEqual([true]);
    expect(dead("acl {\n block net *\n}\nwhoami")).toEqual([false]);
  });
});

describe("all ways out, in words", () => {
  const cases: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
    "hosts for some names": [
      ".",
      "hosts f example.org {\n fallthrough\n}",
      ["hit → its reply", "other type → NODATA", "miss → next plugin", "other zone → next plugin"],
    ],
    "a template of one type and one pattern": [
      ".",
      "template IN A {\n match ^a\n}",
      ["hit → its reply", "types other than A → next plugin", "miss stops here → SERVFAIL"],
    ],
    "a template for every name never misses": [".", "template ANY ANY", ["hit → its reply"]],
    "forward with what may go on": [
      ".",
      "forward . 192.0.2.1 {\n except example.org\n next NXDOMAIN\n}",
      [
        "every name → the upstream's reply",
        "names in example.org. → next plugin",
        "NXDOMAIN → next forward of the block",
        "no upstream replies → SERVFAIL",
      ],
    ],
    "two zones of one block": [
      ".",
      "file a example.org\nfile b example.net {\n fallthrough\n}",
      [
        "hit → its reply",
        "other type → NODATA",
        "miss in example.org. → NXDOMAIN",
        "miss in example.net. → next plugin",
        "other zone → next plugin",
      ],
    ],
    "cache has some": [".", "cache", ["hit → the stored reply", "miss → next plugin, whose reply is stored"]],
    "what only looks on has none": [".", "errors", []],
    "words that are wrong tell nothing": [".", "hosts f {\n ttl\n}", []],
  };
  it.each(Object.entries(cases))("%s", (_, [zone, lines, expected]) => expect(exitsOf(lines, zone)).toEqual(expected));
});

it("no name gets behind a plugin that nothing comes past", () => {
  const [block] = modelOf(". {\n errors\n hosts f\n forward . 192.0.2.1\n}").blocks;
  expect(block?.chain.map((node) => isBehindEnd(node, block))).toEqual([false, false, true]);
});
