/** Keys for lists whose items have no identity of their own. */

/** Each item with a key made of its text; equal texts are told apart by counting. */
export function keyed<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): readonly { readonly key: string; readonly item: Item }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const text = textOf(item);
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return { key: `${text}#${count}`, item };
  });
}
