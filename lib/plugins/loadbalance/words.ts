/** Why loadbalance did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  shuffled: "{count} address and MX records come in random order",
  weighted: "the first address is drawn by the weights in {file}",
  preferred: "addresses in the preferred networks come first",
  kept: "a response with code {rcode} keeps its order",
  transfer: "a zone transfer keeps its order",
  nothing: "there is nothing to reorder",
});
