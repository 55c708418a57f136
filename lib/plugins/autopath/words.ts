/** Why autopath did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  noPlugin: "the server block has no plugin {plugin}, so no search path is known and no other names are tried",
  noPath: "{reason}, so no other names are tried",
  noSearchLine: "{file} has no search path, so no other names are tried",
  fromFile: "the search path in {file} is {path}",
  notFirst: "{qname} is not below {first}, the first domain of the search path, so no other names are tried",
  notBelow: {
    sentence: "{qname} is {first} itself, the first domain of the search path, and CoreDNS fails on that",
    brief: "{qname} is the first domain of the search path itself, and CoreDNS fails on that",
  },
  tried: "tried {name}: {rcode}",
  triedInVain: "tried {name}: no reply, only the code {rcode}",
  foundFirst: "the reply to {name} is not NXDOMAIN, so the rest of the search path is not tried",
  found: {
    sentence: "{name} is the first name of the search path whose reply is not NXDOMAIN",
    brief: "the search path leads to {name}",
  },
  none: {
    sentence: "none of the {count} names of the search path was found, so what came of the first one counts",
    brief: "none of the {count} names of the search path was found",
  },
  failed: {
    sentence: "trying {name} gave an error, which ends the search: {error}",
    brief: "trying {name} of the search path gave an error: {error}",
  },
  alias: {
    sentence: "a CNAME record leads from {name}, which was asked, to {target}",
    brief: "put behind an alias",
  },
  nameBack: { sentence: "the question has the name that was asked again", brief: "name put back" },
  firstReply: {
    sentence: "this is the reply to {name}, the first name that was tried",
    brief: "so the reply to {name} goes back",
  },
});
