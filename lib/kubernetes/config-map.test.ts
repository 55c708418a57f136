import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readManifest } from "./config-map.ts";

/** The line and column of the first `errors` in the manifest's first text, and the text itself. */
function find(manifest: string, word = "errors"): { text: string; at: string } {
  const read = readManifest(manifest);
  if (read.kind === "error") throw new Error(read.message);
  const entry = read.configMaps[0]?.entries[0];
  if (entry === undefined) throw new Error("no text");
  const { line, column } = entry.place(entry.text.indexOf(word));
  return { text: entry.text, at: `${line}:${column}` };
}

const header = "kind: ConfigMap\ndata:\n";

describe("a text in a manifest", () => {
  const styles: Readonly<Record<string, readonly [manifest: string, text: string, at: string]>> = {
    "as a block": [`${header}  Corefile: |\n    . {\n        errors\n    }\n`, ". {\n    errors\n}\n", "5:9"],
    "as a block with a comment, a sign and a number": [
      `${header}  Corefile: |2- # note\n     . {\n\n       errors\n     }\n\n`,
      " . {\n\n   errors\n }",
      "6:8",
    ],
    "as a block with carriage returns": [
      `${header}  Corefile: |\r\n    . {\r\n      errors\r\n    }\r\n`,
      ". {\n  errors\n}\n",
      "5:7",
    ],
    "as a folded block": [`${header}  Corefile: >\n    . {\n\n      errors\n    }\n`, ". {\n\n  errors\n}\n", "6:7"],
    "in double quotes": [`${header}  Corefile: ". {\\n\\t\\x65rrors\\n}\\n"\n`, ". {\n\terrors\n}\n", "3:21"],
    "in double quotes over lines": [
      `${header}  Corefile: ". {\\n\n    err\\\n    ors\\n}"\n`,
      ". {\n errors\n}",
      "4:5",
    ],
    "in single quotes": [`${header}  Corefile: '. { chaos ''x'' errors }'\n`, ". { chaos 'x' errors }", "3:30"],
    plain: [`${header}  Corefile: . { log\n    errors }\n`, ". { log errors }", "4:5"],
    "as an alias": [
      `x: &text |\n  . {\n    errors\n  }\nkind: ConfigMap\ndata:\n  Corefile: *text\n`,
      ". {\n  errors\n}\n",
      "3:5",
    ],
    "as JSON": [`{"kind": "ConfigMap",\n "data": {"Corefile": ". {\\n errors\\n}"}}`, ". {\n errors\n}", "2:30"],
  };
  it.each(Object.entries(styles))("%s is found where it stands", (_, [manifest, text, at]) => {
    expect(find(manifest)).toEqual({ text, at });
  });

  it("is found where it stands, whatever writes the manifest and however long its lines are", () => {
    const words = fc.array(fc.constantFrom(". {", "errors", "\n", "\n  ", " ", '"', "'", "\\", "# x", "ü", "😀", "\t"));
    const styles = fc.constantFrom("BLOCK_LITERAL", "BLOCK_FOLDED", "QUOTE_DOUBLE", "QUOTE_SINGLE", "PLAIN");
    fc.assert(
      fc.property(words, styles, fc.constantFrom(0, 20, 80), (parts, defaultStringType, lineWidth) => {
        const text = `. ${parts.join("")} Z ${parts.join("")}`;
        const manifest = stringify(
          { kind: "ConfigMap", data: { Corefile: text } },
          { defaultStringType, defaultKeyType: "PLAIN", lineWidth },
        );
        const found = find(manifest, "Z");
        const [line = 0, column = 0] = found.at.split(":").map(Number);
        expect(manifest.split("\n")[line - 1]?.slice(column - 1)).toMatch(/^Z/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a manifest", () => {
  const names = (manifest: string): unknown => {
    const read = readManifest(manifest);
    return read.kind === "error" ? read.message : read.configMaps.map(({ name }) => name);
  };
  const map = (name: string): string => `kind: ConfigMap\nmetadata: {name: ${name}}\ndata: {Corefile: . }\n`;
  const indented = (text: string): string => text.replaceAll("\n", "\n  ");
  const manifests: Readonly<Record<string, readonly [manifest: string, names: unknown]>> = {
    "with several documents": [`${map("a")}---\nkind: Service\n---\n${map("b")}`, ["a", "b"]],
    "with a list": [
      `kind: List\nitems:\n- ${indented(map("a"))}\n- kind: Service\n- ${indented(map("b"))}`,
      ["a", "b"],
    ],
    "with a list of ConfigMaps": [`kind: ConfigMapList\nitems:\n- ${indented(map("a"))}`, ["a"]],
    "with a ConfigMap without a name or texts": ["kind: ConfigMap\ndata: [1]\n", [undefined]],
    "with values that are no text": [
      "kind: ConfigMap\nmetadata: x\ndata: {a: 1, b: null, [c]: d, e: {}}\n",
      [undefined],
    ],
    empty: ["", []],
    "that is only a comment": ["# nothing\n", []],
    "that is no YAML": [
      "kind: ConfigMap\n{{- if .Values.dns }}\ndata: x\n",
      "Implicit keys need to be on a single line",
    ],
  };
  it.each(Object.entries(manifests))("%s", (_, [manifest, expected]) => {
    expect(names(manifest)).toEqual(expected);
  });

  it("never throws", () => {
    const words =
      "kind: ConfigMap|List|items:|data:|Corefile:|\n|\n  | |- |{|}|[|]|\"|'|||>|&a|*a|---|<<: *a|? |# |\t|\\".split(
        "|",
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (parts) => {
        const read = readManifest(parts.join(""));
        if (read.kind === "error") return;
        for (const { entries } of read.configMaps) for (const { text, place } of entries) place(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("follows many aliases, each to the last name before it", () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: *a\n`).join("");
    const read = readManifest(`a: &a no\nb: &a yes\nkind: ConfigMap\ndata:\n${keys}`);
    if (read.kind === "error") throw new Error(read.message);
    const texts = new Set(read.configMaps[0]?.entries.map(({ text }) => text));
    expect([read.configMaps[0]?.entries.length, [...texts]]).toEqual([20_000, ["yes"]]);
  });
});
