/** Environment variables in a Corefile: `{$NAME}` and `{%NAME%}`. */

/** The variables that a configuration may use. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** CoreDNS never ends when a variable holds a reference to itself; we stop after so many replacements. */
const MAX_REPLACEMENTS = 100;
const MAX_LENGTH = 1_000_000;

/**
 * Replaces references to variables in a word, in the order that CoreDNS has. An unset variable is empty; a reference
 * without a name or an end stays as it is and ends the search. Values are searched for references again.
 */
export function replaceVariables(text: string, environment: Environment): string {
  if (!text.includes("{")) return text;
  const windows = replaceReferences(text, { open: "{%", close: "%}", environment });
  return replaceReferences(windows, { open: "{$", close: "}", environment });
}

interface Style {
  readonly open: string;
  readonly close: string;
  readonly environment: Environment;
}

function replaceReferences(text: string, { open, close, environment }: Style): string {
  let result = text;
  for (let round = 0; round < MAX_REPLACEMENTS && result.length < MAX_LENGTH; round++) {
    const start = result.indexOf(open);
    if (start === -1) return result;
    const end = result.indexOf(close, start);
    if (end <= start + open.length) return result;
    const name = result.slice(start + open.length, end);
    const value = Object.hasOwn(environment, name) ? (environment[name] ?? "") : "";
    result = result.replaceAll(result.slice(start, end + close.length), () => value);
  }
  return result;
}
