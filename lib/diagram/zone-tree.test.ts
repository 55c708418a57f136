/** Which block a name comes to: zones by labels, then views in their order. */
import { describe, expect, it } from "vitest";
import { directives } from "../plugins/directives.gen.ts";
import { type ChainModel, chainModel } from "./chain-model.ts";
import { layoutDiagram } from "./layout.ts";
import { readBlocks } from "./read-blocks.ts";
import { blocksBehind, viewTurns, viewWords, zoneRows } from "./zone-tree.ts";

const modelOf = (text: string): ChainModel => chainModel(readBlocks(text, "Corefile").blocks, directives);
const treeOf = (text: string): readonly string[] => {
  const model = modelOf(text);
  return model.listeners.flatMap((listener) =>
    zoneRows(listener, blocksBehind(model, listener)).map(
      ({ depth, text: own, rest, block }) =>
        `${"  ".repeat(depth)}${own}${rest}${block === undefined ? "" : ` ${block}`}`,
    ),
  );
};

const VIEWS = `corp.example {
    view vpn {
        expr incidr(client_ip(), '10.8.0.0/16')
        expr type() == 'A'
    }
    whoami
}
corp.example {
    whoami
}
`;

describe("the tree of a listener", () => {
  it("goes from label to label, and joins names that have no block", () => {
    const text = ["a.example.org", "b.example.org", "10.in-addr.arpa", "."].map((zone) => `${zone} {\n whoami\n}`);
    expect(treeOf(text.join("\n"))).toEqual([
      ". block-3",
      "  example.org.",
      "    a.example.org. block-0",
      "    b.example.org. block-1",
      "  10.in-addr.arpa. block-2",
    ]);
  });
  it("numbers the views of a zone in the order of the file, and refuses what no zone has", () => {
    expect(treeOf(VIEWS)).toEqual([
      "corp.example.",
      "  ① view vpn block-0",
      "  ② all others block-1",
      "anything else → REFUSED",
    ]);
  });
  it("needs no rows for one block that takes everything", () => expect(treeOf(". {\n whoami\n}")).toEqual([]));
  it("a root that only some clients see does not take everything", () => {
    const [listener] = modelOf(". {\n view inside {\n  expr true\n }\n whoami\n}").listeners;
    expect(listener?.takesEverything).toBe(false);
  });
  it("a block with several zones stands at each", () => {
    expect(treeOf("a.example b.example {\n whoami\n}").filter((row) => row.includes("block-0"))).toHaveLength(2);
  });
});

it("a view is told with all its expressions, and in its turn", () => {
  const { blocks } = modelOf(VIEWS);
  expect(blocks.map(viewWords)).toEqual([
    "view vpn if incidr(client_ip(), '10.8.0.0/16') and type() == 'A'",
    undefined,
  ]);
  expect([...viewTurns(blocks)]).toEqual([
    ["block-0", 0],
    ["block-1", 1],
  ]);
  expect(viewTurns(modelOf("a {\n whoami\n}\nb {\n whoami\n}").blocks).size).toBe(0);
});

it.each([320, 700, 1200])("at %d pixels rows lie below their listener, apart, and lead to their blocks", (width) => {
  const { listeners, edges } = layoutDiagram(modelOf(`${VIEWS}. {\n whoami\n}\n`), width);
  const [listener] = listeners;
  const rows = listener?.rows ?? [];
  expect(rows).toHaveLength(4);
  expect(rows.every(({ y }, index) => y >= (rows[index - 1]?.y ?? (listener?.y ?? 0) + 6) + 24)).toBe(true);
  const ends = edges.filter(({ kind }) => kind === "listens").map(({ to }) => to);
  expect(ends).toEqual(width < 520 ? [] : ["block-2", "block-0", "block-1"]);
});
