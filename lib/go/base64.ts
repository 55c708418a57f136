/** Base64 as Go's encoding/base64 reads it: with padding, line ends passed over, and the place of a mistake. */
import { readBase64 } from "../text/base.ts";

/** Octets, or what Go says. */
export type Base64Reading =
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly error: string };

const LETTER = /[A-Za-z0-9+/]/;
const LINE_END = /[\r\n]/;

/** base64.StdEncoding.Decode. */
export function parseBase64(text: string): Base64Reading {
  const at = mistakeIn(text);
  if (at !== undefined) return { ok: false, error: `illegal base64 data at input byte ${at}` };
  const letters = text.replace(/[\r\n]/g, "");
  return { ok: true, value: readBase64(letters) ?? new Uint8Array() };
}

/** Where Go finds fault; undefined when it does not. */
function mistakeIn(text: string): number | undefined {
  let inGroup = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (LINE_END.test(character)) continue;
    if (character === "=") return mistakeInPadding(text, { at, inGroup });
    if (!LETTER.test(character)) return at;
    inGroup = (inGroup + 1) % 4;
  }
  return inGroup === 0 ? undefined : text.length - inGroup;
}

function mistakeInPadding(text: string, { at, inGroup }: { at: number; inGroup: number }): number | undefined {
  if (inGroup < 2) return at;
  let next = afterLineEnds(text, at + 1);
  if (inGroup === 2) {
    if (next === text.length) return text.length;
    if (text[next] !== "=") return next - 1;
    next = afterLineEnds(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

function afterLineEnds(text: string, from: number): number {
  let at = from;
  while (LINE_END.test(text[at] ?? "")) at++;
  return at;
}
