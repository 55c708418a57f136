/** Written order, folding, heat, and what becomes a file: SVG and Mermaid. */
import { describe, expect, it } from "vitest";
import type { Explanation, Step } from "../explanation/explanation.ts";
import { directives } from "../plugins/directives.gen.ts";
import { type ChainModel, chainModel } from "./chain-model.ts";
import { heatFigures, heatOf, heatWords } from "./heat.ts";
import { layoutDiagram } from "./layout.ts";
import { writeMermaid } from "./mermaid.ts";
import { ordinal } from "./ordinal.ts";
import { overlayOf } from "./overlay.ts";
import { withDetails } from "./overlay-details.ts";
import { readBlocks } from "./read-blocks.ts";
import { writeSvg } from "./svg.ts";
import { upstreamWarnings } from "./warnings.ts";

const modelOf = (text: string): ChainModel => chainModel(readBlocks(text, "Corefile").blocks, directives);

const TEXT = `corp.example:1053 {
    forward . 10.9.0.2 8.8.8.8
    cache 30
    hosts {
        10.0.0.5 db.corp.example
        fallthrough
    }
    errors
}
.:1053 {
    fooo "<&>"
    file db
}
`;
const model = modelOf(TEXT);
const lineOf = (line: number) => {
  const start = { offset: TEXT.split("\n", line - 1).join("\n").length + 1, line, column: 5 };
  return { file: "Corefile", start, end: start };
};
type Ran = readonly [plugin: string, line: number, tookMicros: number];
const step = ([plugin, line, tookMicros]: Ran, steps: readonly Step[] = []): Step => ({
  plugin,
  at: lineOf(line),
  verdict: steps.length === 0 ? "answered" : "passed",
  notes: [],
  tookMicros,
  steps,
});
const explained = (steps: readonly Step[], answeredBy: string): Explanation => ({
  inWords: "",
  question: { name: "db.corp.example.", type: "A", class: "IN" },
  client: { address: "127.0.0.1", port: 1, transport: "udp" },
  listener: "dns://:1053",
  dispatch: [
    { zone: "corp.example.", at: { ...lineOf(1), start: { offset: 0, line: 1, column: 1 } }, match: "longest match" },
  ],
  steps,
  answeredBy,
  notReached: [],
  reply: { rcode: "NOERROR", answers: 1, sent: true },
  tookMicros: 0,
});
const QUERIES = [
  explained([step(["errors", 8, 900], [step(["cache", 3, 800], [step(["hosts", 4, 300])])])], "hosts"),
  explained([step(["errors", 8, 500], [step(["cache", 3, 400])])], "cache"),
];

describe("written order", () => {
  const [block] = layoutDiagram(model, 900, { order: "written" }).blocks;
  it("stands as in the file, each with its place in the run", () =>
    expect(block?.nodes.map(({ node, note }) => [node.plugin, node.written, note])).toEqual([
      ["forward", 1, "4th"],
      ["cache", 2, "2nd"],
      ["hosts", 3, "3rd"],
      ["errors", 4, "1st"],
    ]));
  it("has lines in the order of the run, wherever the boxes are", () => {
    const { edges } = layoutDiagram(model, 360, { order: "written" });
    const way = edges.filter(({ block: own, kind }) => own === "block-0" && kind !== "asks" && kind !== "listens");
    expect(way.map(({ from, to }) => `${from.slice(8)} ${to.slice(8)}`)).toEqual([
      "errors cache",
      "cache hosts",
      "hosts forward",
    ]);
  });
  it.each([
    [1, "1st"],
    [2, "2nd"],
    [11, "11th"],
    [22, "22nd"],
    [113, "113th"],
  ])("%d is %s", (place, text) => expect(ordinal(place)).toBe(text));
});

it("a folded block keeps its zones and the names of its plugins", () => {
  const whole = layoutDiagram(model, 900);
  const { blocks, edges, height } = layoutDiagram(model, 900, { folded: new Set(["block-0"]) });
  expect(blocks[0]).toMatchObject({ nodes: [], ends: [], folded: "errors → cache → hosts → forward" });
  expect(edges.filter(({ block, kind }) => block === "block-0" && kind !== "listens")).toEqual([]);
  expect(height).toBeLessThan(whole.height);
});

describe("heat", () => {
  const heat = heatOf(model, QUERIES);
  it("counts runs and decisions, and each plugin's own time", () => {
    expect(
      [...heat.nodes].map(([id, { ran, decided, meanMicros, level }]) => [id, ran, decided, meanMicros, level]),
    ).toEqual([
      ["block-0/errors", 2, 0, 100, 4],
      ["block-0/cache", 2, 1, 450, 4],
      ["block-0/hosts", 1, 1, 300, 2],
    ]);
  });
  it("is written in figures and in words", () => {
    const write = (micros: number): string => `${micros} us`;
    const cache = heat.nodes.get("block-0/cache");
    expect(cache && heatFigures(cache, write)).toBe("2× ●1 450 us");
    expect(heatWords(cache, 2, write)).toBe("ran for 2 of 2 questions, decided 1, 450 us on average");
    expect(heatWords(undefined, 1, write)).toBe("ran for none of 1 question");
  });
  it("a line of a snippet counts for the block that took the question", () => {
    const shared = modelOf("(common) {\n    errors\n}\na. {\n import common\n}\nb. {\n import common\n}\n");
    const [, b] = shared.blocks;
    if (b === undefined) throw new Error("no block");
    const asked = explained([{ ...step(["errors", 2, 10]), at: b.chain[0]?.at ?? lineOf(2) }], "errors");
    const counted = heatOf(shared, [{ ...asked, dispatch: [{ zone: "b.", at: b.at, match: "longest match" }] }]);
    expect([...counted.nodes.keys()]).toEqual(["block-1/errors"]);
  });
  it("makes room for its figures", () => {
    const figures = new Map([["block-0/cache", "1000× ●1000 450 µs"]]);
    const [plain] = layoutDiagram(model, 900).blocks;
    const [tall] = layoutDiagram(model, 900, { figures }).blocks;
    expect(tall?.nodes[1]?.width).toBeGreaterThan(plain?.nodes[1]?.width ?? 0);
    expect(tall?.nodes[1]?.height).toBeGreaterThan(plain?.nodes[1]?.height ?? 0);
  });
});

describe("what lint says of an upstream", () => {
  const at = { ...lineOf(2), start: { offset: TEXT.indexOf("8.8.8.8"), line: 2, column: 24 } };
  const message = "A query may go to 10.9.0.2, which is private, or to 8.8.8.8, which is public.";
  const warnings = upstreamWarnings(model, [
    { message, range: at },
    { message: "about the directive", range: lineOf(2) },
  ]);
  it("stands at its word", () => expect([...warnings]).toEqual([["block-0/forward>8.8.8.8", message]]));
  it("is drawn there", () => {
    const ends = layoutDiagram({ ...model, warnings }, 900).blocks.flatMap(({ ends: own }) => own);
    expect(ends.filter(({ warning }) => warning !== undefined).map(({ text }) => text)).toEqual(["8.8.8.8"]);
  });
});

const way = overlayOf(model, QUERIES[0] ?? explained([], ""), {
  steps: [
    { index: 0, plugin: "errors", at: lineOf(8), verdict: "observed" },
    { index: 1, plugin: "cache", at: lineOf(3), verdict: "passed" },
    { index: 2, plugin: "hosts", at: lineOf(4), verdict: "answered" },
  ],
  decider: 2,
});
const overlay = withDetails(model, way, []);

describe("an SVG file", () => {
  const svg = writeSvg(layoutDiagram(model, 900), { title: 'Chain of "a" & b', description: "Two blocks.", overlay });
  it("says what it is", () => {
    expect(svg).toContain('<title id="title">Chain of &quot;a&quot; &amp; b</title>');
    expect(svg).toContain('<desc id="description">Two blocks.</desc>');
  });
  it("is well formed, with all words and nothing from outside", () => {
    const open: string[] = [];
    for (const [, close, name = "", , self] of svg.matchAll(/<(\/?)(\w+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
      if (close === "/") expect(open.pop()).toBe(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/<(\/?)(\w+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g, "")).not.toMatch(/[<>]/);
    for (const word of ["errors", "hosts", "10.9.0.2", "miss → NXDOMAIN", "corp.example."]) expect(svg).toContain(word);
    expect(svg).not.toMatch(/href|url\((?!#)|<style|var\(/);
  });
  it("numbers what was visited and hatches what is not served", () => {
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg.match(/fill="url\(#hatch\)"/g)).toHaveLength(1);
  });
});

describe("Mermaid", () => {
  const text = writeMermaid(model, { title: "Chain of test", overlay });
  it("is a flowchart with a subgraph for each block, and each name is declared", () => {
    const [, , , first] = text.split("\n");
    expect(first).toBe("flowchart LR");
    expect(text.match(/^ {2}subgraph /gm)).toHaveLength(2);
    expect(text.match(/^ {2}end$/gm)).toHaveLength(2);
    const declared = new Set([...text.matchAll(/\b(n\d+)[[(]/g)].map(([, name]) => name));
    const used = new Set([...text.matchAll(/\b(n\d+)\b/g)].map(([, name]) => name));
    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
  });
  it("tells the way of the question, exits and upstreams", () => {
    expect(text).toContain('["1. errors"]');
    expect(text).toContain('[("8.8.8.8")]');
    expect(text).toMatch(/-->\|"miss"\| n\d+\["NXDOMAIN"\]/);
    expect(text).toMatch(/class n\d+ decided/);
  });
  it("lets no text out of its quotes", () => {
    const odd = writeMermaid(modelOf('. {\n forward . "a\\"] --> b" "10.0.0.1#5"\n}'), { title: "x" });
    expect(odd).toContain('[("a#34;] --#62; b")]');
    expect(odd).toContain("10.0.0.1#35;5");
  });
  it("says where each plugin runs when it is written in another order", () =>
    expect(writeMermaid(model, { title: "x", order: "written" })).toContain('["forward (runs 4th)"]'));
});
