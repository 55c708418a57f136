/** Keys that stand twice in a map, found in one go: the parser's own way compares each key with each before it. */
import { type Document, isScalar, visit } from "yaml";

/** Where keys stand that their map has already, as offsets; the parser has to be told to pass over them (`uniqueKeys`). */
export function repeatedKeys(document: Document.Parsed): readonly number[] {
  const repeated: number[] = [];
  visit(document, {
    Map: (_key, { items }) => {
      const known = new Set<unknown>();
      for (const { key } of items) {
        // NaN equals nothing, itself included.
        if (!isScalar(key) || Number.isNaN(key.value)) continue;
        const start = key.range?.[0];
        if (known.has(key.value) && start !== undefined) repeated.push(start);
        known.add(key.value);
      }
    },
  });
  return repeated;
}
