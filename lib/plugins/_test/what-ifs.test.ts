/** What plugins offer to try is offered at reasons that they give. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { zoneWords } from "../../plugin-kit/zone-words.ts";
import { directives } from "../directives.gen.ts";

const offering = directives.filter(({ whatIfs = [] }) => whatIfs.length > 0);

test("some do", () => expect(offering.length).toBeGreaterThan(8));

test.each(offering.map(({ name, whatIfs = [] }) => [name, whatIfs] as const))(
  "%s gives each reason at which it offers something",
  async (name, whatIfs) => {
    const path = join(import.meta.dirname, "..", name, "words.ts");
    const own: unknown = existsSync(path) ? (await import(path)).words : {};
    const codes = Object.keys({ ...zoneWords, ...(own as object) });
    expect(whatIfs.flatMap(({ when }) => when).filter((code) => !codes.includes(code))).toEqual([]);
    expect(new Set(whatIfs.map(({ words }) => words)).size).toBe(whatIfs.length);
  },
);
