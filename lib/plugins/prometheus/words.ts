/** What prometheus did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  counted: "counted the reply as {rcode} for zone {zone} and plugin {plugin}",
  countedCode: "no reply was written; counted {rcode} for zone {zone}",
});
