/** Types that lead mail to its place (RFC 1035 section 3.3). */
import { compressedName, u16 } from "./field-kinds.ts";
import { type RdataOf, row } from "./fields.ts";

/** Where mail for a domain goes (section 3.3.9). */
export const mx = row("MX", { preference: u16("Pref"), exchange: compressedName("Mx") });
/** Mailboxes of whoever is responsible for a list, and of whoever gets its errors (section 3.3.7). */
export const minfo = row("MINFO", { responsible: compressedName("Rmail"), errors: compressedName("Email") });

export type MX = RdataOf<typeof mx>;
export type MINFO = RdataOf<typeof minfo>;
