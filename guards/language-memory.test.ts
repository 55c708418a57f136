/** What the language service remembers is the service's: a module's memory would be that of all who ask. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT_FOLDER, sourceFiles } from "./sources.ts";

const MEMORY = /^(?:export )?(?:let \w+|const \w+ = new (?:Weak)?(?:Map|Set|Ref)(?:<.*>)?\(\))/m;

test("no module of lib/language has a memory of its own", () => {
  const remembering = sourceFiles("lib/language").filter(
    (file) => !file.endsWith(".test.ts") && MEMORY.test(readFileSync(join(ROOT_FOLDER, file), "utf8")),
  );
  expect(remembering).toEqual([]);
});
