import { describe, expect, it } from "vitest";
import type { Explanation } from "../explanation/explanation.ts";
import { directives } from "../plugins/directives.gen.ts";
import { type ChainModel, chainModel } from "./chain-model.ts";
import { layoutDiagram } from "./layout.ts";
import { overlayOf } from "./overlay.ts";
import { MEASURES, type PlacedNode } from "./placed.ts";
import { BlockReader, readBlocks } from "./read-blocks.ts";

const modelOf = (text: string, files: Readonly<Record<string, string>> = {}): ChainModel =>
  chainModel(readBlocks(text, "Corefile", files).blocks, directives);

const chainOf = (text: string): readonly string[] =>
  modelOf(`. {\n${text}\n}`).blocks[0]?.chain.map(({ plugin, flow }) => `${plugin} ${flow}`) ?? [];

describe("a cluster", () => {
  const model = modelOf(". {\n kubernetes cluster.local\n whoami\n}");
  const endsOf = (cluster: string | undefined) =>
    layoutDiagram({ ...model, cluster }, 600).blocks.flatMap(({ ends }) =>
      ends.filter(({ kind }) => kind === "cluster"),
    );
  it("stands behind the plugin that answers from it", () =>
    expect(endsOf("model cluster: 6 Services")).toMatchObject([
      { id: "block-0/kubernetes>cluster", text: "model cluster: 6 Services" },
    ]));
  it("is not drawn while it is not known", () => expect(endsOf(undefined)).toEqual([]));
  it("fits where there is little room", () => {
    const words = "model cluster: 6 Services, 6 Pods, 3 Namespaces";
    const [end] = layoutDiagram({ ...model, cluster: words }, 320).blocks.flatMap(({ ends }) =>
      ends.filter(({ kind }) => kind === "cluster"),
    );
    expect((end?.x ?? 0) + (end?.width ?? 999)).toBeLessThanOrEqual(320);
  });
});

describe("the chain", () => {
  it("runs in the order of plugin.cfg, not in that of the file", () => {
    expect(chainOf("forward . 192.0.2.1\ncache\nerrors")).toEqual([
      "errors continues",
      "cache continues",
      "forward ends",
    ]);
  });
  it("holds a directive once, however often it stands there", () => {
    const [block] = modelOf(". {\n rewrite stop name a b\n cache\n rewrite name c d\n}").blocks;
    expect(block?.chain.map(({ plugin, uses, at }) => [plugin, uses, at.start.line])).toEqual([
      ["rewrite", 2, 2],
      ["cache", 1, 3],
    ]);
  });
  it("leaves out what no query passes", () => {
    const [block] = modelOf(". {\n health :8080\n whoami\n}").blocks;
    expect(block?.outside.map(({ plugin }) => plugin)).toEqual(["health"]);
    expect(block?.chain.map(({ plugin }) => plugin)).toEqual(["whoami"]);
  });
  it("keeps a word that is no plugin, without a place", () => {
    expect(modelOf(". {\n fooo\n}").blocks[0]?.chain[0]).toMatchObject({ plugin: "fooo", place: undefined });
  });
  it("knows what snippets and imported files bring", () => {
    const text = "(common) {\n errors\n cache\n}\n. {\n import common\n import more\n}";
    const [block] = modelOf(text, { more: "whoami\n" }).blocks;
    expect(block?.chain.map(({ plugin }) => plugin)).toEqual(["errors", "cache", "whoami"]);
  });

  const flows: Readonly<Record<string, [string, string]>> = {
    "hosts without fallthrough ends the chain": ["hosts f", "hosts ends"],
    "with fallthrough it may go on": ["hosts f {\n fallthrough\n}", "hosts maybe"],
    "with a zone of its own other names go on": ["hosts f example.org", "hosts maybe"],
    "file of the block's zone ends it": ["file db", "file ends"],
    "forward of everything ends it": ["forward . 192.0.2.1", "forward ends"],
    "forward with an exception may go on": ["forward . 192.0.2.1 {\n except example.org\n}", "forward maybe"],
    "a template of one type lets others pass": ["template IN A", "template maybe"],
    "a template of all types that always matches ends it": ["template IN ANY", "template ends"],
    "files of a folder may have a name or not": ["auto {\n directory zones\n}", "auto maybe"],
    "words that are wrong may mean anything": ["hosts f {\n ttl\n}", "hosts maybe"],
    "cache lets all pass": ["cache", "cache continues"],
  };
  it.each(Object.entries(flows))("%s", (_, [text, flow]) => expect(chainOf(text)).toEqual([flow]));
});

describe("listeners", () => {
  it("stand for transport, bound address and port", () => {
    const { listeners } = modelOf("a.example.org b.example.org:54 {\n bind 127.0.0.1 ::1\n}\ntls://. {\n}");
    expect(listeners.map(({ id, takesEverything }) => [id, takesEverything])).toEqual([
      ["dns://127.0.0.1:53", false],
      ["dns://[::1]:53", false],
      ["dns://127.0.0.1:54", false],
      ["dns://[::1]:54", false],
      ["tls://:853", true],
    ]);
  });
});

describe("the layout", () => {
  const names = ["errors", "rewrite", "cache", "template", "hosts", "file", "forward . 192.0.2.1"];
  const text = `. {\n${names.join("\n")}\n}\nexample.org {\n whoami\n}\n`;
  const overlap = (a: PlacedNode, b: PlacedNode): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it.each([320, 500, 640, 1200])("at %d pixels nothing overlaps and nothing sticks out", (width) => {
    const diagram = layoutDiagram(modelOf(text), width);
    for (const block of diagram.blocks) {
      const nodes = [...block.nodes, ...block.outside];
      expect(nodes.filter((a, index) => nodes.slice(index + 1).some((b) => overlap(a, b)))).toEqual([]);
      expect(nodes.filter(({ x, width: own }) => x < block.x || x + own > block.x + block.width)).toEqual([]);
      expect(nodes.filter(({ height }) => height < 24)).toEqual([]);
    }
    const [first, second] = diagram.blocks;
    expect((second?.y ?? 0) - ((first?.y ?? 0) + (first?.height ?? 0))).toBe(MEASURES.cardGap);
  });

  it("has one line from each listener to each of its blocks, and one between neighbours", () => {
    const { edges } = layoutDiagram(modelOf(text), 900);
    expect(edges.filter(({ kind }) => kind === "listens")).toHaveLength(2);
    const between = edges.filter(({ block, kind }) => block === "block-0" && kind !== "listens" && kind !== "asks");
    expect(between).toHaveLength(names.length - 1);
  });

  it("takes 1,000 blocks", () => {
    const zones = Array.from(
      { length: 1000 },
      (_, index) =>
        `z${index}.example.org {\n errors\n cache 30\n rewrite name a b\n hosts {\n  fallthrough\n }\n file db\n forward . 192.0.2.1\n}\n`,
    );
    const diagram = layoutDiagram(modelOf(zones.join("")), 640);
    expect(diagram.blocks).toHaveLength(1000);
  });
});

describe("the way of a question", () => {
  const text =
    "example.org {\n errors\n hosts f {\n  fallthrough\n }\n forward . 192.0.2.1\n whoami\n}\n. {\n errors\n}\n";
  const model = modelOf(text);
  const at = (line: number) => {
    const start = {
      offset:
        text
          .split("\n")
          .slice(0, line - 1)
          .join("\n").length + 1,
      line,
      column: 2,
    };
    return { file: "Corefile", start, end: { ...start, column: 5 } };
  };
  const explanation: Explanation = {
    inWords: "Found in db.example.org:8.",
    question: { name: "a.example.org.", type: "A", class: "IN" },
    client: { address: "127.0.0.1", port: 1, transport: "udp" },
    listener: "dns://:53",
    dispatch: [
      { zone: "example.org.", at: { ...at(1), start: { offset: 0, line: 1, column: 1 } }, match: "longest match" },
      { zone: ".", at: at(9), match: "shorter match" },
    ],
    steps: [],
    notReached: [],
    reply: { rcode: "NOERROR", answers: 1, sent: true },
    tookMicros: 1,
  };
  const steps = [
    { index: 0, plugin: "errors", at: at(2), verdict: "observed" as const },
    { index: 1, plugin: "hosts", at: at(3), verdict: "fell through" as const },
    { index: 2, plugin: "forward", at: at(6), verdict: "answered" as const },
  ];
  const overlay = overlayOf(model, explanation, { steps, decider: 2 });

  it("lights the nodes of the chosen block only", () => {
    expect([...overlay.nodes].map(([id, { state, turns }]) => [id, state, turns])).toEqual([
      ["block-0/errors", "passed", [1]],
      ["block-0/hosts", "passed", [2]],
      ["block-0/forward", "answered", [3]],
      ["block-0/whoami", "not-reached", []],
      ["block-1/errors", "not-reached", []],
    ]);
  });
  it("tells how each block compared", () => {
    expect([...overlay.blocks].map(([id, { match }]) => [id, match])).toEqual([
      ["block-0", "longest match"],
      ["block-1", "shorter match"],
    ]);
  });
  it("finds a directive of an imported snippet in the block that imports it", () => {
    const importing = modelOf("(common) {\n errors\n}\na. {\n import common\n}\nb. {\n whoami\n}\n");
    const step = { index: 0, plugin: "errors", at: { ...at(2), file: "Corefile" }, verdict: "observed" as const };
    const { nodes } = overlayOf(importing, explanation, { steps: [step], decider: undefined });
    expect([...nodes].map(([id, { state }]) => [id, state])).toEqual([
      ["block-0/errors", "passed"],
      ["block-1/whoami", "not-reached"],
    ]);
  });
  it("looks at the place of each block once, however many blocks were compared", () => {
    const many = modelOf(Array.from({ length: 300 }, (_, index) => `z${index}. {\n errors\n}\n`).join(""));
    let looks = 0;
    const blocks = many.blocks.map((block) => {
      const place = block.at;
      return Object.defineProperty({ ...block }, "at", {
        get: () => {
          looks += 1;
          return place;
        },
      });
    });
    const dispatch = many.blocks.map(({ zones: [zone = ""], at: place }, index) => ({
      zone,
      at: place,
      match: index === 7 ? ("longest match" as const) : ("no match" as const),
    }));
    const way = { steps: [], decider: undefined };
    const { blocks: found } = overlayOf({ ...many, blocks }, { ...explanation, dispatch }, way);
    expect(found.get("block-7")?.match).toBe("longest match");
    expect(found.get("block-299")?.match).toBe("no match");
    expect(looks).toBe(300);
  });
});

it("versions read one after the other give what each gives alone, and keep the blocks that stay", () => {
  const texts = [
    "a.example.org {\n  whoami\n}\nb.example.org {\n  hosts {\n    fallthrough\n  }\n}\n",
    "# first\na.example.org {\n  whoami\n}\nb.example.org {\n  hosts {\n    fallthrough\n  }\n}\n",
    "# first\na.example.org {\n  log\n  whoami\n}\nb.example.org {\n  hosts {\n    fallthrough\n  }\n}\n",
    "",
  ];
  const reader = new BlockReader();
  for (const text of texts) {
    expect(reader.read(text, "Corefile").blocks.map((block) => ({ ...block }))).toEqual(
      readBlocks(text, "Corefile").blocks.map((block) => ({ ...block })),
    );
  }
  const [first, second] = texts.slice(1).map((text) => reader.read(text, "Corefile").blocks);
  expect(second?.[1]).toBe(first?.[1]);
});
