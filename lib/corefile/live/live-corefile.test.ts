import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TextChange } from "../../text/text-change.ts";
import type { ServerBlock } from "../configuration.ts";
import { filesInMemory } from "../imports/files-in-memory.ts";
import { loadCorefile } from "../load.ts";
import { LiveCorefile } from "./live-corefile.ts";

const directives = new Set(["whoami", "log", "errors", "hosts", "cache", "file"]);
const files = filesInMemory({
  "common.conf": "log\n",
  "blocks.conf": "c.example.org {\n whoami\n}\n",
  open: "hosts {\n",
});
const options = { file: "Corefile", directives, environment: { NAME: "log" } };

const outline = (blocks: readonly ServerBlock[]) =>
  blocks.map((block) => ({
    keys: block.keys.map(({ text, range }) => [text, range]),
    directives: [...block.directives].map(([name, tokens]) => [name, tokens.map(({ text, range }) => [text, range])]),
  }));

/** What the whole text says. */
function whole(text: string) {
  const { blocks, isDefault, problems, remarks } = loadCorefile({ ...options, text, files });
  return { blocks: isDefault ? [] : outline(blocks), problems, remarks };
}

/** What the live Corefile says. */
function live(corefile: LiveCorefile) {
  const { parts, problems, remarks } = corefile.read(files);
  return { blocks: outline(parts.flatMap(({ blocks }) => blocks)), problems, remarks };
}

function change(text: string, { offset, removed, inserted }: TextChange): string {
  return text.slice(0, offset) + inserted + text.slice(offset + removed);
}

const LINES = [
  "example.org {",
  "  b.example.org:53 {",
  ".:53, a.example.org {",
  "(snippet) {",
  "(other) {",
  "import snippet",
  "  import snippet",
  "  import other",
  "import common.conf",
  "import blocks.conf",
  "  import open",
  "import missing.conf",
  "  whoami",
  "  hosts {",
  "    192.0.2.1 a.example.org",
  "192.0.2.2 {",
  "  {$NAME}",
  "  nothing",
  "  cache 30 # thirty",
  "}",
  "}",
  "  }",
  "",
  "# comment {",
  '  file "a',
  'b"',
  "{",
  "log",
  "} c.example.org {",
  "\uFEFF",
  "\r",
];
const texts = fc.array(fc.constantFrom(...LINES), { maxLength: 24 }).map((lines) => lines.join("\n"));
const inserted = fc.oneof(
  texts,
  fc.constantFrom(
    "",
    "\n",
    "{",
    "}",
    "{\n",
    "}\n",
    '"',
    "#",
    " ",
    "x",
    "import snippet\n",
    "\n}\n",
    "e.example.org {\n",
  ),
);

describe("a live Corefile says what the whole text says", () => {
  test("after any changes of any text", () => {
    const edits = fc.array(fc.tuple(fc.nat(600), fc.oneof(fc.constant(0), fc.nat(80)), inserted), { maxLength: 6 });
    fc.assert(
      fc.property(texts, edits, (start, changes) => {
        const corefile = new LiveCorefile(start, options);
        expect(live(corefile)).toEqual(whole(start));
        let text = start;
        for (const [place, size, words] of changes) {
          const offset = Math.min(place, text.length);
          const edit = { offset, removed: Math.min(size, text.length - offset), inserted: words };
          text = change(text, edit);
          corefile.edit(edit);
          expect(corefile.text).toBe(text);
          expect(live(corefile)).toEqual(whole(text));
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("while a Corefile is typed character by character", () => {
    const text =
      "(common) {\n  log\n}\nexample.org {\n  import common\n  hosts {\n    192.0.2.1 a\n  }\n}\n. {\n  cache\n}\n";
    const corefile = new LiveCorefile("z.example.org {\n whoami\n}\n", options);
    for (let at = 0; at < text.length; at++) {
      corefile.edit({ offset: at, removed: 0, inserted: text.charAt(at) });
      expect(live(corefile)).toEqual(whole(corefile.text));
    }
  });
});

test("what a change does not touch is not read again", () => {
  const block = (name: string) => `${name}.example.org {\n  import common\n}\n`;
  const start = `(common) {\n  log\n}\n${["a", "b", "c"].map(block).join("")}`;
  const corefile = new LiveCorefile(start, options);
  const before = corefile.read(files).parts;
  corefile.edit({ offset: start.indexOf("b.example"), removed: 0, inserted: "\nx" });
  const after = corefile.read(files).parts;
  expect(after.map((part) => before.indexOf(part))).toEqual([0, 1, -1, 3]);
  expect(after[3]?.blocks[0]?.keys[0]?.line).toBe(11);
});

test("a change may bring more blocks than a call takes arguments", () => {
  const corefile = new LiveCorefile("z.example.org {\n}\n", options);
  const text = Array.from({ length: 130_000 }, (_, index) => `a${index} {\n}\n`).join("");
  corefile.edit({ offset: 0, removed: 0, inserted: text });
  expect(corefile.read(files).parts.length).toBeGreaterThan(130_000);
});
