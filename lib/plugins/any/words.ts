/** Why any did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  refused: "ANY asks for every type at once; {qname} gets the one HINFO record that RFC 8482 allows instead",
  otherType: "the type is not ANY",
});
