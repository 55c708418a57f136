/** Types that are rows of character-strings: TXT (RFC 1035 section 3.3.14) and those that share its form. */
import { characterStrings } from "./character-strings.ts";
import { type RdataOf, row } from "./fields.ts";

/** Descriptive text. */
export const txt = row("TXT", { strings: characterStrings("Txt") });
/** Senders of mail, once a type of its own (RFC 7208 section 3.1). */
export const spf = row("SPF", { strings: characterStrings("Txt") });
/** Application visibility and control. */
export const avc = row("AVC", { strings: characterStrings("Txt") });
/** The state of a zone. */
export const ninfo = row("NINFO", { strings: characterStrings("ZSData") });
/** What a resolver can do (RFC 9606). */
export const resinfo = row("RESINFO", { strings: characterStrings("Resinfo") });

export type TXT = RdataOf<typeof txt>;
export type SPF = RdataOf<typeof spf>;
export type AVC = RdataOf<typeof avc>;
export type NINFO = RdataOf<typeof ninfo>;
export type RESINFO = RdataOf<typeof resinfo>;
