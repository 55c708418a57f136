/** How a server block's key, or a snippet's name, is told from other words. */

/** No directive has such a name, and few properties do: `example.org`, `.:53`, `dns://`, `(snippet)`. */
export function looksLikeKey(text: string): boolean {
  return /[.:/(]/.test(text);
}
