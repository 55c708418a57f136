/** Types that are rows of character-strings: TXT (RFC 1035 section 3.3.14) and those that share its form. */
import { characterStrings } from "./character-strings.ts";
import { type RdataOf, row } from "./fields.ts";

/** Descriptive text: one or more octet strings of up to 255 octets each. */
export const txt = row("TXT", { texts: characterStrings("Txt") });
/** Senders of mail, once a type of its own (RFC 7208 section 3.1). */
export const spf = row("SPF", { texts: characterStrings("Txt") });
/** Application visibility and control. */
export const avc = row("AVC", { texts: characterStrings("Txt") });
/** The state of a zone. */
export const ninfo = row("NINFO", { texts: characterStrings("ZSData") });
/** What a resolver can do (RFC 9606). */
export const resinfo = row("RESINFO", { texts: characterStrings("Resinfo") });

export type TXT = RdataOf<typeof txt>;
export type SPF = RdataOf<typeof spf>;
export type AVC = RdataOf<typeof avc>;
export type NINFO = RdataOf<typeof ninfo>;
export type RESINFO = RdataOf<typeof resinfo>;
