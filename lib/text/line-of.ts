/** A line of a file in few characters, for sentences: `zones/db.example.org:13`. */
import type { Range } from "./position.ts";

/** Of a file somewhere else on the machine only the name is told. */
export function lineOf({ file, start }: Range): string {
  const told = file.startsWith("/") ? file.slice(file.lastIndexOf("/") + 1) : file.replace(/^\.\//, "");
  return `${told}:${start.line}`;
}
