/** Text for Monaco's hovers, which are Markdown. */

/** Names in a sentence are no markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|]/g, "\\$&");
}
