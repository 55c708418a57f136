/** Whether a line cannot stand without words. */
import type { Line } from "../../directive/line.ts";

/** True when something must follow the name of the line. */
export function needsWord(line: Line<unknown>): boolean {
  switch (line.shape) {
    case "ordered":
      return Object.values(line.args).some(
        ({ occurs, options }) => occurs === "one" || (occurs === "rest" && (options.min ?? 0) > 0),
      );
    case "forms":
      return !Object.hasOwn(line.forms, "");
    case "clauses":
      return false;
    case "custom":
      return line.blockBelow === undefined && line.looks.length > 0 && line.looks.every(needsWord);
  }
}
