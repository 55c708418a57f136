import { expect, test } from "vitest";
import { SeededRandom } from "../../attack/seeded-random.ts";
import { chooseMutants } from "./choose.ts";
import type { Mutant } from "./mutants.ts";

/** A file with two mutants for each line. */
function file(name: string, lines: number): { readonly lines: number; readonly mutants: readonly Mutant[] } {
  const mutants = Array.from({ length: lines * 2 }, (_, index): Mutant => {
    const line = (index >> 1) + 1;
    return { file: name, line, start: line * 10, end: line * 10 + 1, text: `${index}` };
  });
  return { lines, mutants };
}

const files = [file("long.ts", 900), file("short.ts", 100), { lines: 50, mutants: [] }];
const chosen = (seed: number, count: number) => chooseMutants(files, count, new SeededRandom(seed));

test("the same seed chooses the same ones, another seed others", () => {
  expect(chosen(1, 20)).toEqual(chosen(1, 20));
  expect(chosen(1, 20)).not.toEqual(chosen(2, 20));
});
test("a file gets as many as its lines are worth", () => {
  const long = chosen(3, 200).filter((mutant) => mutant.file === "long.ts").length;
  expect(long).toBeGreaterThan(160);
  expect(long).toBeLessThan(200);
});
test("of one place only one is chosen, and there are no more than places", () => {
  const places = chosen(4, 5000).map((mutant) => `${mutant.file}:${mutant.start}`);
  expect(places).toHaveLength(1000);
  expect(new Set(places).size).toBe(1000);
});
