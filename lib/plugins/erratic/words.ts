/** Why erratic did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  answered: "erratic answers {qtype} itself, with the same address for every name",
  transferred: "erratic transfers the same small zone, whatever zone is asked for",
  dropped: "one query in {every} is dropped, and this is one of them",
  unsupported: "erratic answers only A, AAAA and AXFR, so {qtype} gets SERVFAIL",
  searchPath: "erratic gives everybody the same search path",
  delayed: "one query in {every} is delayed by {delayMs} ms, and this is one of them",
});
