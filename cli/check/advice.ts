/** What to do about a problem beyond what its own help says: variables that are not set, templates that are not rendered. */
import type { Environment } from "../../lib/corefile/imports/environment.ts";
import type { Problem } from "../../lib/text/problem.ts";

/** What the configuration was read with. */
export interface AdviceContext {
  readonly environment: Environment;
  /** A line of one of its files, counted from 1. */
  lineOf(file: string, line: number): string | undefined;
}

/** The problem's own help with ours behind it; undefined when there is none. */
export function adviceFor(problem: Problem, context: AdviceContext): string | undefined {
  const isWrong = problem.severity === "error" && !isRendered(problem);
  const parts = [problem.help, ...(isWrong ? adviceAtLine(problem, context) : [])];
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
}

/** CoreDNS fills the braces of template in itself; and of some place-holders the help tells already. */
function isRendered({ code, help = "" }: Problem): boolean {
  return code.startsWith("template.") || help.includes("place-holder");
}

/** A line may be long, and have a problem at each of its words. */
const known = new WeakMap<AdviceContext, Map<string, readonly string[]>>();

function adviceAtLine({ range }: Problem, context: AdviceContext): readonly string[] {
  const lines = known.get(context) ?? new Map<string, readonly string[]>();
  known.set(context, lines);
  const place = `${range.start.line} ${range.file}`;
  const advice = lines.get(place) ?? adviceFrom(context.lineOf(range.file, range.start.line) ?? "", context);
  lines.set(place, advice);
  return advice;
}

function adviceFrom(line: string, { environment }: AdviceContext): readonly string[] {
  const unset = unsetVariables(line, environment).map((name) => {
    return `The environment variable ${name} is not set here, so CoreDNS replaces it with nothing.`;
  });
  const isTemplate = /\{\{|\{%(?![^\s%]+%\})/.test(line);
  return isTemplate ? [...unset, "If this is a template, render it first and check the result."] : unset;
}

function unsetVariables(line: string, environment: Environment): readonly string[] {
  const names = [...line.matchAll(/\{\$([^}\s]+)\}|\{%([^%\s]+)%\}/g)].map(
    ([, unix, windows]) => unix ?? windows ?? "",
  );
  return [...new Set(names)].filter((name) => !Object.hasOwn(environment, name) || environment[name] === undefined);
}
