/** Environment variables in words: `{$NAME}` and `{%NAME%}`, replaced as Caddy does, unset ones by nothing. */

/** Values of variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Replaces all references. A value that holds a reference is read again, but never more often than `MAX_ROUNDS`. */
export function replaceVariables(text: string, environment: Environment): string {
  if (!text.includes("{")) return text;
  return replaceReferences(
    replaceReferences(text, { start: "{%", end: "%}" }, environment),
    { start: "{$", end: "}" },
    environment,
  );
}

/** A value that refers to itself would go on for ever in CoreDNS; ours stops. */
const MAX_ROUNDS = 1000;

function replaceReferences(
  text: string,
  { start, end }: { start: string; end: string },
  environment: Environment,
): string {
  let replaced = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const from = replaced.indexOf(start);
    if (from < 0) return replaced;
    const to = replaced.indexOf(end, from);
    // An empty name ends the search, references behind it included.
    if (to < 0 || to <= from + start.length) return replaced;
    const reference = replaced.slice(from, to + end.length);
    replaced = replaced.replaceAll(reference, () => environment[reference.slice(start.length, -end.length)] ?? "");
  }
  return replaced;
}
