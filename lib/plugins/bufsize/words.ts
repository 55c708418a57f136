/** Why bufsize did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  lowered: "the client takes replies of {asked} octets; plugins after this one and the reply keep to {size}",
  small: "the client takes replies of {asked} octets, no more than {size}",
  noEdns: "the client sent no EDNS, so there is no size to lower",
});
