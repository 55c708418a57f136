/** Environment variables in a Corefile: `{$NAME}` and `{%NAME%}`. */

/** The variables that a configuration may use. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * CoreDNS never ends when a variable holds a reference to itself: we stop when one reference is there so often again,
 * and leave the word as it is written.
 */
const MAX_REPEATS = 100;
const MAX_LENGTH = 1_000_000;
/** References within references are replaced in the whole word, one after the other; so many characters are looked at. */
const MAX_WORK = 100_000_000;

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

function replaceReferences(text: string, style: Style): string {
  return text.includes(style.open) ? (replaceApart(text, style) ?? replaceByRounds(text, style)) : text;
}

/**
 * In one go, where each reference stands by itself and its value makes no new one; undefined otherwise. CoreDNS replaces
 * a reference wherever it stands before it looks for the next one, which then comes to the same.
 */
function replaceApart(text: string, { open, close, environment }: Style): string | undefined {
  let result = "";
  let from = 0;
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, from)) {
    const end = text.indexOf(close, start);
    if (end === -1) break;
    const name = text.slice(start + open.length, end);
    if (end <= start + open.length || name.includes(open)) return undefined;
    const value = valueIn(name, environment);
    if (/[{}$%]/.test(value)) return undefined;
    result += text.slice(from, start) + value;
    from = end + close.length;
    // What stood on both sides of nothing is together now.
    if (result.endsWith("{") && text[from] === open[1]) return undefined;
  }
  return result + text.slice(from);
}

function replaceByRounds(text: string, { open, close, environment }: Style): string {
  const repeats = new Map<string, number>();
  let result = text;
  for (let work = 0; work < MAX_WORK && result.length < MAX_LENGTH; work += result.length) {
    const start = result.indexOf(open);
    if (start === -1) return result;
    const end = result.indexOf(close, start);
    if (end <= start + open.length) return result;
    const reference = result.slice(start, end + close.length);
    const times = (repeats.get(reference) ?? 0) + 1;
    if (times > MAX_REPEATS) return text;
    repeats.set(reference, times);
    const value = valueIn(reference.slice(open.length, -close.length), environment);
    result = result.replaceAll(reference, () => value);
  }
  return text;
}

function valueIn(name: string, environment: Environment): string {
  return Object.hasOwn(environment, name) ? (environment[name] ?? "") : "";
}
