/** Why secondary did what it did, beside what a zone answers. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  transfer: "transfers need the transfer plugin: REFUSED",
  notTransferred: "zone {zone} has not been transferred from {primaries} yet: SERVFAIL",
  expired:
    "zone {zone} has expired: none of its primaries ({primaries}) could be asked for as long as its SOA record allows",
  notify: "the primary {client} says that {zone} has changed: it is asked for its serial",
  notPrimary: "{client} is not a primary of {zone} ({primaries}): its NOTIFY is dropped",
});
