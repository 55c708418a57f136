import { expect, it } from "vitest";
import { marked } from "./_test/workspace.ts";
import { getInlays } from "./inlays.ts";

type Files = Readonly<Record<string, string>>;

/** Inlays as `line:column text`. */
function shown(
  text: string,
  { others = {}, file = "Corefile" }: { others?: Files; file?: string } = {},
  lines = [1, 99],
) {
  const [startLine = 1, endLine = 99] = lines;
  const { workspace } = marked(`${text}|`, others);
  return getInlays(workspace, file, { startLine, endLine }).map(({ at, text }) => `${at.line}:${at.column} ${text}`);
}

const LONG = ". {\n    cache 30\n    acl\n    root zones\n    log\n    nonesuch\n}\n";

it("is the place in run order among the plugins of the block, whatever the order of the lines", () => {
  expect(shown(LONG)).toEqual(["2:10 3rd of 3 in the chain", "3:8 2nd of 3 in the chain", "5:8 1st of 3 in the chain"]);
});

it("counts what is imported, through snippets and files, and has none in a snippet", () => {
  const text =
    "(common) {\n    log\n    import parts/acl\n}\n. {\n    cache\n    import common\n}\n. {\n    cache\n}\n";
  expect(shown(text, { others: { "parts/acl": "acl\nimport common\n" } })).toEqual([
    "6:10 3rd of 3 in the chain",
    "10:10 1st of 1 in the chain",
  ]);
});

it("is there for whole blocks of other files, and not for lines that others import", () => {
  const others = { "sites/a": "a. {\n    cache\n    log\n}\n", lines: "cache\n" };
  const text = "import sites/*\n. {\n    import lines\n}\n";
  expect(shown(text, { others, file: "sites/a" })).toEqual(["2:10 2nd of 2 in the chain", "3:8 1st of 2 in the chain"]);
  expect(shown(text, { others, file: "lines" })).toEqual([]);
});

it("is made for the lines that are asked for", () => {
  expect(shown(LONG, {}, [3, 4])).toEqual(["3:8 2nd of 3 in the chain"]);
});
