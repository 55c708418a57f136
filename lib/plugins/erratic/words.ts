/** Why erratic did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  answered: "erratic answers {qtype} itself, with the same address for every name",
  dropped: "every {every}. query is dropped, and this was one",
  unsupported: "erratic answers only A, AAAA and AXFR; for {qtype} it gives SERVFAIL",
  delayed: "every {every}. query is delayed by {delayMs} ms, and this was one",
});
