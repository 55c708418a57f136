/** Where a plugin's manual page is. */

/** The address of CoreDNS's manual page of a plugin. */
export function manualPage(plugin: string): string {
  return `https://coredns.io/plugins/${encodeURIComponent(plugin)}/`;
}
