/** Where the cases lie, and which are meant by a place. */
import { existsSync, globSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of all cases. */
export const CASES = join(import.meta.dirname, "cases");

/** The case files in these folders, and these files. Throws for a place that is neither here nor under `cases`. */
export function casesIn(places: readonly string[]): string[] {
  return places.flatMap((place) => {
    const path = existsSync(join(CASES, place)) ? join(CASES, place) : resolve(place);
    if (!existsSync(path)) throw new Error(`${place}: no such folder or case, here or under conformance/cases`);
    return statSync(path).isDirectory()
      ? globSync("**/*.yaml", { cwd: path })
          .sort()
          .map((name) => join(path, name))
      : [path];
  });
}
