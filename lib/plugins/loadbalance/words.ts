/** Why loadbalance did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  shuffled: "the order of {count} address and MX records is by chance",
  weighted: "the first address is drawn by the weights of {file}",
  preferred: "addresses in the preferred networks come first",
  kept: "a response with code {rcode} keeps its order",
  transfer: "a zone transfer keeps its order",
  nothing: "there is nothing to put in another order",
});
