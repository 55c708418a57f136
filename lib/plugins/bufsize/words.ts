/** Why bufsize did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  lowered: "the client takes replies of {asked} octets; the reply and the plugins after this one keep to {size}",
  small: "the client takes replies of {asked} octets, within the limit of {size}",
  noEdns: "the client sent no EDNS, so there is no size to lower",
});
