/** Sentences and places of an explanation as the page writes them. */
import type { Range } from "../text/position.ts";

/** A sentence with a capital at its start, unless it starts with a name: that of the plugin, of a file, of a zone. */
export function asSentence(text: string, plugin?: string): string {
  const [first = ""] = text.split(" ", 1);
  return first !== plugin && /^[a-z][a-z'-]*[,;]?$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** "Corefile:4:5", or without the column when it starts its line. */
export function writePlace({ file, start }: Range): string {
  return `${shortFile(file)}:${start.line}:${start.column}`;
}

/** The last part of a path, which is how people name a file. */
export function shortFile(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
