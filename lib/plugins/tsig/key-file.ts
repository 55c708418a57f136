/** Files of keys in the form of named.conf, of which CoreDNS understands a part: one statement a line. */
import { normalizeName } from "../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../dns/name/name.ts";

/** Secrets in Base64 by the names of their keys, or why CoreDNS does not take the file, as the end of a sentence. */
export type KeyFileReading =
  | { readonly ok: true; readonly keys: ReadonlyMap<CanonicalName, string> }
  | { readonly ok: false; readonly why: string };

/** CoreDNS reads no further than a line of so many octets, without saying so. */
const TOO_MANY_OCTETS = 65_536;

/** Reads the keys. `text` has an octet per character. */
export function readKeyFile(text: string): KeyFileReading {
  const lines = wordsOfLines(text);
  const keys = new Map<CanonicalName, string>();
  for (let at = 0; at < lines.length; ) {
    const [word = "", quotedName = ""] = lines[at] ?? [];
    if (word !== "key") return refused(`${word} stands where key should`);
    const bareName = trim(quotedName, '"{');
    if (bareName === "") return refused("a key has no name");
    const name = normalizeName(bareName);
    if (keys.has(name)) return refused(`the key ${name} is in it twice`);
    const body = readBody(lines, at + 1);
    if (!body.ok) return refused(`${body.why} in the key ${name}`);
    keys.set(name, body.secret);
    at = body.next;
  }
  return { ok: true, keys };
}

type Body =
  | { readonly ok: true; readonly secret: string; readonly next: number }
  | { readonly ok: false; readonly why: string };

/** The lines of a key up to its end, or to that of the file. */
function readBody(lines: readonly (readonly string[])[], from: number): Body {
  let secret: string | undefined;
  let at = from;
  for (; at < lines.length; at++) {
    const [word = "", value = ""] = lines[at] ?? [];
    if (word === "}" || word === "};") break;
    if (word === "algorithm") continue;
    if (word !== "secret") return refused(`${word} is not understood`);
    secret = trim(value, '";');
    if (secret === "") return refused("the secret is empty");
  }
  return secret === undefined ? refused("there is no line with a secret") : { ok: true, secret, next: at + 1 };
}

function refused(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}

/** The words of lines that have any. */
function wordsOfLines(text: string): readonly (readonly string[])[] {
  const lines = text.split("\n");
  const tooLong = lines.findIndex((line) => line.length >= TOO_MANY_OCTETS);
  return (tooLong < 0 ? lines : lines.slice(0, tooLong))
    .map((line) => line.split(/[\t\v\f\r ]+/).filter((word) => word !== ""))
    .filter(({ length }) => length > 0);
}

/** Without these characters at either end. */
function trim(word: string, characters: string): string {
  let [start, end] = [0, word.length];
  while (start < end && characters.includes(word[start] ?? "")) start++;
  while (end > start && characters.includes(word[end - 1] ?? "")) end--;
  return word.slice(start, end);
}
