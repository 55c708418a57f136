/** Why tsig did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  notLast: "the request has a TSIG record that is not its last: FORMERR",
  notRequired: "the request is not signed, and need not be",
  outside: "{qname} is in none of the zones {zones}: the signature is left alone",
  outsideUnsigned: "{qname} is in none of the zones {zones}: it need not be signed",
  unsigned: "{what} must be signed, and the request is not: REFUSED",
  verified: "the request is signed with the key {key}, and so is the reply",
  unknownKey: "there is no key {key}: NOTAUTH, BADKEY",
  wrongCase: "there is no key {key}: CoreDNS knows keys by their names in lower case only: NOTAUTH, BADKEY",
  noSecret: "the secret of the key {key} is not Base64, so that nothing can be verified with it: NOTAUTH, BADSIG",
  unknownAlgorithm: "{algorithm} is none of {known}: NOTAUTH, BADSIG",
  wrongSignature: "the signature is not the one that the key {key} makes: NOTAUTH, BADSIG",
  oddRequest: "CoreDNS does not verify a request like this: NOTAUTH, BADSIG",
  wrongTime:
    "the request is signed with the key {key} at another time: client and server are {seconds} s apart, {fudge} s are allowed: NOTAUTH, BADTIME",
});
