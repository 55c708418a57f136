/** Why file did what it did, beside what a zone answers. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  fellThrough: {
    sentence: "zone {zone} ({file}) has no {qname}; fallthrough passes it to the next plugin",
    brief: "not in zone {zone}, which falls through",
  },
  outside: "{qname} is in none of the zones {zones}",
  outsideAlone: "{qname} is in none of the zones {zones}, and no plugin comes after file: REFUSED",
  notLoaded: "zone {zone} is not loaded: {file} could not be read",
  transfer: "transfers need the transfer plugin: REFUSED",
  notify: "file ignores NOTIFY: it is dropped",
});
