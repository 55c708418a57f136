/** What the drawing tells of upstreams, of exits and of the line of the cursor. */
import { describe, expect, it } from "vitest";
import type { Step } from "../explanation/explanation.ts";
import { traceOf } from "../explanation/trace.ts";
import { directives } from "../plugins/directives.gen.ts";
import { type ChainModel, chainModel } from "./chain-model.ts";
import { layoutDiagram } from "./layout.ts";
import { nodeAt } from "./node-at.ts";
import { overlayOf } from "./overlay.ts";
import { withDetails } from "./overlay-details.ts";
import { readBlocks } from "./read-blocks.ts";
import { isUpstream, ownListener } from "./upstreams.ts";

const modelOf = (text: string): ChainModel => chainModel(readBlocks(text, "Corefile").blocks, directives);

describe("upstreams", () => {
  const many = Array.from({ length: 12 }, (_, index) => `192.0.2.${index}`);

  it.each([320, 500, 900])("all hang on edges of their plugin, within the card, at %d pixels", (width) => {
    const { blocks, edges } = layoutDiagram(modelOf(`. {\n errors\n forward . ${many.join(" ")}\n}`), width);
    const [block] = blocks;
    const upstreams = block?.ends.filter(({ kind }) => kind === "upstream") ?? [];
    expect(upstreams.map(({ text }) => text)).toEqual(many);
    expect(edges.filter(({ kind }) => kind === "asks").map(({ to }) => to)).toEqual(upstreams.map(({ id }) => id));
    const right = (block?.x ?? 0) + (block?.width ?? 0);
    const bottom = (block?.y ?? 0) + (block?.height ?? 0);
    expect(upstreams.filter((end) => end.x + end.width > right || end.y + end.height > bottom)).toEqual([]);
    const tops = upstreams.map(({ y }) => y);
    expect(tops.every((y, index) => index === 0 || y >= (tops[index - 1] ?? 0) + 24)).toBe(true);
  });

  it.each([
    ["192.0.2.1", "192.0.2.1:53", true],
    ["dns://192.0.2.1:5300", "192.0.2.1:5300", true],
    ["2001:db8::1", "[2001:db8::1]:53", true],
    ["tls://192.0.2.1%dns.example.org", "192.0.2.1:853", true],
    ["192.0.2.1", "192.0.2.1:54", false],
    ["/etc/resolv.conf", "192.0.2.1:53", false],
  ])("%s is %s: %s", (written, asked, expected) => expect(isUpstream(written, asked)).toBe(expected));

  const owns: Readonly<Record<string, readonly [string, string, ReturnType<typeof ownListener>]>> = {
    "another listener of the Corefile": [
      ". {\n forward . 127.0.0.1:5300\n}\n.:5300 {\n whoami\n}",
      "127.0.0.1:5300",
      { listener: "dns://:5300", circles: false },
    ],
    "the listener itself goes in a circle": [
      ". {\n forward . 127.0.0.1\n}",
      "127.0.0.1",
      { listener: "dns://:53", circles: true },
    ],
    "two listeners that ask each other, too": [
      ". {\n forward . 127.0.0.1:54\n}\n.:54 {\n forward . 127.0.0.1\n}",
      "127.0.0.1:54",
      { listener: "dns://:54", circles: true },
    ],
    "a block of its own for the zone breaks the circle": [
      ". {\n forward . 127.0.0.1:54\n}\n.:54 {\n rewrite name a b\n forward . 127.0.0.1\n}",
      "127.0.0.1:54",
      { listener: "dns://:54", circles: false },
    ],
    "a server elsewhere": [". {\n forward . 192.0.2.1\n}", "192.0.2.1", undefined],
    "another transport": [". {\n forward . tls://127.0.0.1:53\n}", "tls://127.0.0.1:53", undefined],
  };
  it.each(Object.entries(owns))("%s", (_, [text, upstream, expected]) => {
    const model = modelOf(text);
    const [block] = model.blocks;
    expect(block && ownListener(model, block, upstream)).toEqual(expected);
  });

  it("a line leads from an own listener among them to that listener", () => {
    const { edges } = layoutDiagram(modelOf(". {\n forward . 127.0.0.1\n}"), 900);
    expect(edges.filter(({ kind }) => kind === "circles").map(({ from, to }) => [from, to])).toEqual([
      ["block-0/forward>127.0.0.1", "dns://:53"],
    ]);
  });
});

describe("after a question", () => {
  const text = ". {\n view inside {\n  expr true\n }\n forward . 192.0.2.1 192.0.2.2 192.0.2.3\n}\n";
  const model = modelOf(text);
  const at = (line: number) => {
    const offset =
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length + 1;
    const start = { offset, line, column: 2 };
    return { file: "Corefile", start, end: start };
  };
  const forward: Step = {
    plugin: "forward",
    at: at(5),
    verdict: "answered",
    reason: { code: "forward.answered", facts: { upstream: "192.0.2.3:53" }, sentence: "" },
    notes: [{ reason: { code: "forward.failedAttempt", facts: { upstream: "192.0.2.1:53" }, sentence: "" } }],
    upstream: "192.0.2.3:53",
    tookMicros: 1,
    steps: [],
  };
  const explanation = {
    inWords: "",
    question: { name: "a.", type: "A", class: "IN" },
    client: { address: "127.0.0.1", port: 1, transport: "udp" },
    listener: "dns://:53",
    dispatch: [
      {
        zone: ".",
        at: { ...at(1), start: { offset: 0, line: 1, column: 1 } },
        view: "inside",
        viewAt: at(2),
        match: "longest match" as const,
      },
    ],
    steps: [forward],
    notReached: [],
    reply: { rcode: "NOERROR", answers: 1, sent: true },
    tookMicros: 1,
  };
  const { down: rows } = traceOf(explanation);
  const steps = rows.map(({ index, step: { plugin, at: place, verdict } }) => ({ index, plugin, at: place, verdict }));
  const overlay = overlayOf(model, explanation, { steps, decider: 0 });
  const detailed = withDetails(model, overlay, rows);

  it("the upstreams that were asked are lit, those that did not reply too", () =>
    expect([...detailed.asked]).toEqual(["block-0/forward>192.0.2.3", "block-0/forward>192.0.2.1"]));
  it("a view did its work before: it stands outside of the chain", () =>
    expect(detailed.nodes.get("block-0/view")).toMatchObject({ state: "outside" }));
});

describe("the line of the cursor", () => {
  const model = modelOf("a {\n errors\n hosts f {\n  fallthrough\n }\n}\n\nb {\n whoami\n}\n");
  it.each([
    [1, undefined],
    [2, "block-0/errors"],
    [4, "block-0/hosts"],
    [6, undefined],
    [7, undefined],
    [9, "block-1/whoami"],
  ])("%d is in %s", (line, id) => expect(nodeAt(model, "Corefile", line)).toBe(id));
});
