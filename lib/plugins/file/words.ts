/** Why file did what it did, beside what a zone answers. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  notLoaded: "zone {zone} is not loaded: {file} could not be read",
  transfer: "transfers need the transfer plugin: REFUSED",
  notify: "file ignores NOTIFY: it is dropped",
});
