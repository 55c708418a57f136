/** Codes of the protocol by their names: QTYPE, class, RCODE. */
import { Class, classByName } from "../../dns/iana/class.ts";
import { Rcode, rcodeByName } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeByName } from "../../dns/iana/rrtype.ts";
import { type Complaint, plain } from "../complaint.ts";
import { type Kind, type Meant, refused, taken } from "../kind.ts";

/** How a code is read. */
export interface CodeOptions {
  /** True when case does not matter; else capitals are wanted. */
  readonly anyCase?: boolean;
  /** What CoreDNS says of a word that it does not know. */
  readonly unknown?: Complaint;
}

interface Registry {
  readonly name: string;
  readonly placeholder: string;
  readonly expects: string;
  readonly words: readonly string[];
  readonly meant: Meant;
  readonly numberOf: (name: string) => number | undefined;
}

function codeOf(
  registry: Registry,
  { anyCase = false, unknown = plain(`unknown ${registry.name} {value}`) }: CodeOptions,
): Kind<number> {
  return {
    name: registry.name,
    look: "type",
    placeholder: registry.placeholder,
    expects: registry.expects,
    suggestions: registry.words.map((text) => ({ text })),
    meant: registry.meant,
    read(text) {
      const value = registry.numberOf(anyCase ? text.toUpperCase() : text);
      return value === undefined ? refused(unknown) : taken(value);
    },
  };
}

/** An RR type or QTYPE by name. */
export function qtype(options: CodeOptions = {}): Kind<number> {
  const registry = {
    name: "type",
    placeholder: "TYPE",
    expects: "an RR type such as A or MX",
    words: Object.keys(RRType),
    meant: { "*": "ANY", ALL: "ANY", IPV4: "A", IPV6: "AAAA", V4: "A", V6: "AAAA", INVERSE: "PTR" },
    numberOf: rrtypeByName,
  };
  return codeOf(registry, options);
}

/** A class by name. */
export function qclass(options: CodeOptions = {}): Kind<number> {
  const registry = {
    name: "class",
    placeholder: "CLASS",
    expects: "a class such as IN",
    words: Object.keys(Class),
    meant: { "*": "ANY", ALL: "ANY", INET: "IN", INTERNET: "IN", CHAOS: "CH", HESIOD: "HS" },
    numberOf: classByName,
  };
  return codeOf(registry, options);
}

/** What other programs and people call response codes. */
const RCODES_MEANT: Meant = {
  SUCCESS: "NOERROR",
  OK: "NOERROR",
  NODATA: "NOERROR",
  EMPTY: "NOERROR",
  NONE: "NOERROR",
  NOTFOUND: "NXDOMAIN",
  NONEXISTENT: "NXDOMAIN",
  NAMEERROR: "NXDOMAIN",
  NOSUCHDOMAIN: "NXDOMAIN",
  FAIL: "SERVFAIL",
  FAILURE: "SERVFAIL",
  FAILED: "SERVFAIL",
  ERROR: "SERVFAIL",
  SERVERFAILURE: "SERVFAIL",
  SERVERFAIL: "SERVFAIL",
  FORMATERROR: "FORMERR",
  FORMERROR: "FORMERR",
  NOTIMPLEMENTED: "NOTIMP",
  NOTIMPL: "NOTIMP",
  REFUSE: "REFUSED",
  REJECT: "REFUSED",
  REJECTED: "REFUSED",
  DENY: "REFUSED",
  DENIED: "REFUSED",
  BLOCK: "REFUSED",
  BLOCKED: "REFUSED",
  FORBIDDEN: "REFUSED",
  "0": "NOERROR",
  "1": "FORMERR",
  "2": "SERVFAIL",
  "3": "NXDOMAIN",
  "4": "NOTIMP",
  "5": "REFUSED",
};

/** A response code by name. */
export function rcode(options: CodeOptions = {}): Kind<number> {
  const registry = {
    name: "rcode",
    placeholder: "RCODE",
    expects: "a response code such as NXDOMAIN",
    words: Object.keys(Rcode),
    meant: RCODES_MEANT,
    numberOf: rcodeByName,
  };
  return codeOf(registry, options);
}
