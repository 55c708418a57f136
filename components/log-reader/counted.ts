/** Numbers with their word. */

/** `1 query`, `12,000 queries`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}
