/** Why dynupdate answered as it did, beside what a zone answers. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is not in the zone {origin}",
  transfer: "transfers need the transfer plugin: REFUSED",
  notify: "dynupdate ignores NOTIFY: it is dropped",
  notOpen: "the zone {origin} cannot be served: {error}",
  replica: "only the first of several workers takes updates: SERVFAIL",
  notSoa: "the zone section of an update asks for SOA in class IN: FORMERR",
  otherZone: "the update is for {zone}, and dynupdate has {origin}: NOTAUTH",
  unsigned: "tsig has verified no signature of the update: REFUSED",
  unknownKey: "no allow line is for the key {key}: REFUSED",
  tooMany: "the update has {count} records, and may have {most}: REFUSED",
  badPrerequisite: "the prerequisite for {name} is none that RFC 2136 knows: FORMERR",
  badUpdate: "the record for {name} is no update that RFC 2136 knows: FORMERR",
  notInZone: "{name} is not in the zone {origin}: NOTZONE",
  ofSigning: "{type} records belong to signed zones, which updates would break: NOTIMP",
  nameMissing: "the prerequisite fails: {name} has no records: NXDOMAIN",
  nameThere: "the prerequisite fails: {name} has records: YXDOMAIN",
  setMissing: "the prerequisite fails: {name} has no {type} records: NXRRSET",
  setThere: "the prerequisite fails: {name} has {type} records: YXRRSET",
  otherValues: "the prerequisite fails: the {type} records of {name} are others: NXRRSET",
  notAllowed: "no allow line lets the key {key} change {type} records of {name}: REFUSED",
  unchanged: "the update by the key {key} is allowed and changes nothing; the serial stays {serial}",
  changed: "the update by the key {key} is done; the serial is {serial} now",
  tooLarge: "the update would make the zone too large ({error}): REFUSED",
  failed: "the update failed: {error}: SERVFAIL",
});
