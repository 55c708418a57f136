import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges, changeBetween, type TextChange } from "./text-change.ts";

/** Line breaks of both kinds, halves of surrogate pairs, and stretches longer than what is compared at a time. */
const PIECES = ["a", "\n", "\r\n", "\r", "😀", "\uD83D", "\uDE00", "{", "  whoami\n", "x".repeat(5000), "é"];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));

const one = (text: string, { offset, removed, inserted }: TextChange): string =>
  text.slice(0, offset) + inserted + text.slice(offset + removed);

describe("changes of a text", () => {
  test("each counts from what the one before it left", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(40), texts), { maxLength: 6 });
    fc.assert(
      fc.property(texts, changes, (start, wanted) => {
        let text = start;
        const made = wanted.map(([place, size, inserted]) => {
          const offset = place % (text.length + 1);
          const change = { offset, removed: Math.min(size, text.length - offset), inserted };
          text = one(text, change);
          return change;
        });
        expect(applyChanges(start, made)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("those of many cursors, the last first, and their undoing", () => {
    const places = fc.uniqueArray(fc.nat(200), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(fc.string({ minLength: 201, maxLength: 201 }), places, texts, (start, at, inserted) => {
        const offsets = at.toSorted((a, b) => b - a);
        const changes = offsets.map((offset) => ({ offset, removed: 0, inserted }));
        const changed = applyChanges(start, changes);
        expect(changed).toBe(changes.reduce(one, start));
        const undone = offsets.map((offset, index) => ({
          offset: offset + (offsets.length - 1 - index) * inserted.length,
          removed: inserted.length,
          inserted: "",
        }));
        expect(applyChanges(changed, undone)).toBe(start);
      }),
    );
  });

  test("between two texts there is one that makes the second of the first, and no longer than it must be", () => {
    fc.assert(
      fc.property(texts, texts, texts, (common, before, after) => {
        const [from, to] = [common + before + common, common + after + common];
        const change = changeBetween(from, to);
        expect(applyChanges(from, [change])).toBe(to);
        expect(change.removed).toBeLessThanOrEqual(before.length);
      }),
      { numRuns: 1000 },
    );
  });
});
