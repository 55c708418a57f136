/** What CoreDNS says when it does not start, as a problem at the user's line. */
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";

/** The Corefile as CoreDNS is told its name. */
export const COREFILE = "Corefile";
const PLACE = /(?<![\w./-])Corefile:(\d+)/g;

/** What is needed to find the user's line. */
export interface Origins {
  /** The user's place of each of its lines. */
  readonly origins: readonly (Range | undefined)[];
  /** Puts the user's paths into a text. */
  readonly asWritten: (text: string) => string;
  /** The user's Corefile. */
  readonly corefile: string;
  /** Where a directive stands first. */
  readonly placeOf: (directive: string) => Range | undefined;
}

const NO_CLUSTER = /unable to load in-cluster configuration/;
const MANIFESTS =
  "The built-in engine answers from the manifests of the workspace; a coredns program asks an API server.";
const START = { offset: 0, line: 1, column: 1 };

/** The problem. `said` are the lines of the standard error. */
export function refusalOf(said: readonly string[], code: number, where: Origins): Problem {
  const text = where.asWritten(said.filter((line) => line !== "").join("\n"));
  const { message, range } = withOrigins(text, where);
  return {
    code: "coredns.refused",
    severity: "error",
    cause: "text",
    message: message === "" ? `coredns ended with code ${code} and said nothing` : message,
    ...(NO_CLUSTER.test(message) ? { help: MANIFESTS } : {}),
    range: range ??
      where.placeOf(/^plugin\/(\w+):/.exec(message)?.[1] ?? "") ?? { file: where.corefile, start: START, end: START },
  };
}

/** A text of CoreDNS in which each line of the laid-out Corefile is the user's; with the place of the first one. */
function withOrigins(
  text: string,
  { origins }: Pick<Origins, "origins">,
): { readonly message: string; readonly range: Range | undefined } {
  let first: Range | undefined;
  const message = text.replace(PLACE, (written, line: string) => {
    const origin = origins[Number(line) - 1];
    if (origin === undefined) return written;
    first ??= origin;
    return `${origin.file}:${origin.start.line}`;
  });
  return { message, range: first };
}
