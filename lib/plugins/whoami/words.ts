/** Why whoami did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  told: "every name is answered with the client's own address: {address}, port {port}, over {protocol}",
  noRoom: "the name is too long to put _{protocol} before it, so the reply cannot be written",
});
