/** Why proxyproto did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  fields: "the proxy's header has other fields, which are the metadata proxyproto/tlv: {value}",
  noFields: "the query came without a proxy's header, or with one that has no other fields",
});
