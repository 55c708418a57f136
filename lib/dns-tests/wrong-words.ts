/** Words of a test that cannot be right, whatever the configuration is: told at their places before anything is asked. */
import { Class } from "../dns/iana/class.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { readAddress } from "../go/address.ts";
import type { DnsTest } from "./schema.ts";

/** One word, by the path to it. */
export interface WrongWord {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** All of them. */
export function wrongWords(tests: readonly DnsTest[]): readonly WrongWord[] {
  return tests.flatMap((test, index) =>
    Object.entries(CHECKS).flatMap(([key, check]) => {
      const words = check(test);
      const path = ["tests", index, ...key.split(".")];
      return words === undefined ? [] : [{ path, message: `tests[${index}].${key}: ${words}` }];
    }),
  );
}

/** What is wrong with a value; undefined when it may be right. */
const CHECKS: Readonly<Record<string, (test: DnsTest) => string | undefined>> = {
  ask({ ask }) {
    const [, type, qclass, ...more] = ask.trim().split(/\s+/);
    if (more.length > 0) return `takes a name, a type and a class; "${more.join(" ")}" is too much`;
    if (type !== undefined && !isOf(RRType, "TYPE", type))
      return `"${type}" is no RR type; TYPE65 is one by its number`;
    const isClass = qclass === undefined || isOf(Class, "CLASS", qclass);
    return isClass ? undefined : `"${qclass}" is no class; there are IN, CH, HS, ANY and NONE`;
  },
  from: ({ from }) => (from === undefined || isAddress(from) ? undefined : `"${from}" is no IP address`),
  as: ({ as }) =>
    as === undefined || /^pod:[^/]+(?:\/.+)?$/.test(as)
      ? undefined
      : `takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "${as}"`,
  "expect.rcode": ({ expect: { rcode } }) =>
    rcode === undefined || rcode === "none" || isOf(Rcode, "RCODE", rcode)
      ? undefined
      : `"${rcode}" is no response code; none is for no reply`,
};

/** A word of a registry, or a number behind a prefix (RFC 3597 section 5). */
function isOf(registry: Readonly<Record<string, number>>, prefix: string, word: string): boolean {
  const upper = word.toUpperCase();
  return Object.hasOwn(registry, upper) || (upper.startsWith(prefix) && /^\d{1,5}$/.test(upper.slice(prefix.length)));
}

const isAddress = (text: string): boolean => readAddress(text.replace(/%.*$/, "")) !== undefined;
