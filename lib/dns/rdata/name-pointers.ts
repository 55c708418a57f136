/** Types made of numbers and names that came after RFC 1035: their names are never compressed (RFC 3597 section 4). */
import { name, u16 } from "./field-kinds.ts";
import { type RdataOf, row } from "./fields.ts";

/** A server of an AFS cell or a DCE cell (RFC 1183 section 1). */
export const afsdb = row("AFSDB", { subtype: u16("Subtype"), host: name("Hostname") });
/** An intermediate host (RFC 1183 section 3.3). */
export const rt = row("RT", { preference: u16("Preference"), host: name("Host") });
/** A key exchanger (RFC 2230). */
export const kx = row("KX", { preference: u16("Pref"), exchanger: name("Exchanger") });
/** Mapping between RFC 822 and X.400 addresses (RFC 2163). */
export const px = row("PX", { preference: u16("Preference"), map822: name("Map822"), mapx400: name("Mapx400") });
/** A responsible person: mailbox, and the owner of a TXT record (RFC 1183 section 2.2). */
export const rp = row("RP", { mailbox: name("Mbox"), text: name("Txt") });
/** A link in a chain of trust anchors. */
export const talink = row("TALINK", { previous: name("PreviousName"), next: name("NextName") });
/** Where a service is (RFC 2782). */
export const srv = row("SRV", {
  priority: u16("Priority"),
  weight: u16("Weight"),
  port: u16("Port"),
  target: name("Target"),
});

export type AFSDB = RdataOf<typeof afsdb>;
export type RT = RdataOf<typeof rt>;
export type KX = RdataOf<typeof kx>;
export type PX = RdataOf<typeof px>;
export type RP = RdataOf<typeof rp>;
export type TALINK = RdataOf<typeof talink>;
export type SRV = RdataOf<typeof srv>;
