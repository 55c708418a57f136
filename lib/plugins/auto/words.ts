/** Why auto did what it did, beside what a zone answers. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  otherNames: "auto only looks at names in {origins}",
  transfer: "transfers need the transfer plugin: REFUSED",
});
