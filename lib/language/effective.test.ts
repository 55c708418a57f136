import { expect, it } from "vitest";
import { marked } from "./_test/workspace.ts";
import { effectiveText, getEffectiveCorefile } from "./effective.ts";

type Files = Readonly<Record<string, string>>;

/** Lines as `text < place < import`. */
function linesOf(text: string, others: Files = {}): readonly string[] {
  const read = getEffectiveCorefile(marked(`${text}|`, others).workspace);
  if (read?.kind !== "read") throw new Error("refused");
  return read.lines.map(({ text: line, from, by }) => {
    const place = from === undefined ? "" : ` < ${from.file}:${from.start.line}`;
    return line + place + (by === undefined ? "" : ` < ${by.argument} ${by.at.file}:${by.at.start.line}`);
  });
}

it("tells for each line of an import which one brought it into this block", () => {
  const text =
    "(common) {\n    log\n    import parts/cache\n}\na. {\n    import common\n    acl\n}\nb. {\n    acl\n    import common\n}\n";
  expect(linesOf(text, { "parts/cache": "cache 30\n" })).toEqual([
    "a. { < Corefile:5",
    "    log < Corefile:2 < common Corefile:6",
    "    cache 30 < parts/cache:1 < common Corefile:6",
    "    acl < Corefile:7",
    "}",
    "",
    "b. { < Corefile:9",
    "    acl < Corefile:10",
    "    log < Corefile:2 < common Corefile:11",
    "    cache 30 < parts/cache:1 < common Corefile:11",
    "}",
  ]);
});

it("tells so for whole blocks of other files, too, and for snippets that stand there", () => {
  const others = {
    "sites/a": "(quiet) {\n    cache\n}\na. {\n    import quiet\n    log\n}\n",
    "sites/b": "b. {\n    import quiet\n}\n",
  };
  expect(linesOf("import sites/*\n", others)).toEqual([
    "a. { < sites/a:4 < sites/* Corefile:1",
    "    cache < sites/a:2 < quiet sites/a:5",
    "    log < sites/a:6 < sites/* Corefile:1",
    "}",
    "",
    "b. { < sites/b:1 < sites/* Corefile:1",
    "    cache < sites/a:2 < quiet sites/b:2",
    "}",
  ]);
});

it("says whether anything is imported, or stands in a variable", () => {
  const of = (text: string) => getEffectiveCorefile(marked(`${text}|`).workspace);
  expect(of(". {\n    log\n}\n")).toMatchObject({ kind: "read", hasImports: false, hasVariables: false });
  expect(of("{$ZONE} {\n    log\n}\n")).toMatchObject({ hasImports: false, hasVariables: true });
  expect(of("(s) {\n    log\n}\n. {\n    import s\n}\n")).toMatchObject({ kind: "read", hasImports: true });
});

it("is refused with the problem of the file where it is", () => {
  const { workspace } = marked(". {\n    import parts/a\n}\n|", { "parts/a": "log\nnonesuch\n" });
  expect(getEffectiveCorefile(workspace)).toMatchObject({
    kind: "refused",
    problem: { code: "unknown-directive", range: { file: "parts/a", start: { line: 2 } } },
  });
});

it("has only what a Corefile has as text", () => {
  const read = getEffectiveCorefile(marked("(s) {\n    log\n}\n. {\n    import s\n}\n|").workspace);
  expect(read?.kind === "read" && effectiveText(read.lines)).toBe(". {\n    log\n}\n");
});
