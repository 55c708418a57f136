/** Why chaos did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  authors: "authors.bind. in class CH asks who wrote the server",
  version: "{qname} in class CH asks for the server's version",
  hostname: "{qname} in class CH asks for the name of the machine",
  otherClass: "chaos answers only TXT questions of class CH",
  otherName: "chaos has no answer for {qname}",
});
