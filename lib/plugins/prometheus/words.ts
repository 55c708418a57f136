/** What prometheus did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  counted: "it counted the reply {rcode} under zone {zone} and plugin {plugin}",
  countedCode: "no reply was written; it counted the code {rcode} under zone {zone}",
});
