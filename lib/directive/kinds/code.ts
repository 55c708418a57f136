/** Codes of the protocol by their names: QTYPE, class, RCODE. */
import { Class, classByName } from "../../dns/iana/class.ts";
import { Rcode, rcodeByName } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeByName } from "../../dns/iana/rrtype.ts";
import { type Complaint, plain } from "../complaint.ts";
import { type Kind, refused, taken } from "../kind.ts";

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
  readonly numberOf: (name: string) => number | undefined;
}

function codeOf(
  registry: Registry,
  { anyCase = false, unknown = plain(`unknown ${registry.name} {value}`) }: CodeOptions,
): Kind<number> {
  return {
    name: registry.name,
    placeholder: registry.placeholder,
    expects: registry.expects,
    suggestions: registry.words.map((text) => ({ text })),
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
    numberOf: classByName,
  };
  return codeOf(registry, options);
}

/** A response code by name. */
export function rcode(options: CodeOptions = {}): Kind<number> {
  const registry = {
    name: "rcode",
    placeholder: "RCODE",
    expects: "a response code such as NXDOMAIN",
    words: Object.keys(Rcode),
    numberOf: rcodeByName,
  };
  return codeOf(registry, options);
}
