/** Modules as the package has them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileTree, toJavaScript } from "./compile.ts";

describe("a module without its types", () => {
  const cases: Readonly<Record<string, readonly [source: string, javaScript: string]>> = {
    "keeps its lines and columns": ["const a: number = 1;\nb(a);\n", "const a         = 1;\nb(a);\n"],
    "asks for JavaScript": ['import { a } from "./a.ts";', 'import { a } from "./a.js";'],
    "asks for it when it is needed, too": ['await import("../b.ts")', 'await import("../b.js")'],
    "starts threads of JavaScript": ['new URL("./c.ts", import.meta.url)', 'new URL("./c.js", import.meta.url)'],
    "hands on": ['export * from "./d.ts";', 'export * from "./d.js";'],
    "reads data and packages under their names": [
      'import { z } from "zod";\nnew URL("./plugin.cfg", import.meta.url)',
      'import { z } from "zod";\nnew URL("./plugin.cfg", import.meta.url)',
    ],
    "says what it said": ['say("./e.ts");', 'say("./e.ts");'],
  };
  it.each(Object.entries(cases))("%s", (_, [source, javaScript]) => {
    expect(toJavaScript(source, "x.ts")).toBe(javaScript);
  });
});

describe("a tree of modules", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "compile-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const layOut = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };

  it("has what its entries lead to, and nothing else", async () => {
    layOut({
      "cli/main.ts":
        'import type { T } from "../lib/types.ts";\nimport "../lib/a.ts";\nimport { z } from "@scope/z/sub";\n',
      "lib/types.ts": "export type T = 1;\n",
      "lib/a.ts": 'new URL("./data.cfg", import.meta.url);\n',
      "lib/data.cfg": "alpha\n",
      "lib/a.test.ts": "",
    });
    const packages = await compileTree(folder, ["cli/main.ts"], join(folder, "dist"));
    expect([...packages]).toEqual(["@scope/z"]);
    expect(readFileSync(join(folder, "dist/lib/a.js"), "utf8")).toContain("data.cfg");
    expect(readFileSync(join(folder, "dist/lib/data.cfg"), "utf8")).toBe("alpha\n");
    expect(() => readFileSync(join(folder, "dist/lib/types.js"))).toThrow();
    expect(() => readFileSync(join(folder, "dist/lib/a.test.js"))).toThrow();
  });

  it("is not made when a file is missing", async () => {
    layOut({ "cli/main.ts": 'import "./gone.ts";\n' });
    await expect(compileTree(folder, ["cli/main.ts"], join(folder, "dist"))).rejects.toThrow(
      "cli/main.ts names cli/gone.ts, which is not there",
    );
  });
});
