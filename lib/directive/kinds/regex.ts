/** An argument that is a regular expression. */
import { compileRegex, type Regex } from "../../go/regex.ts";
import type { Complaint } from "../complaint.ts";
import { type Kind, refused, taken } from "../kind.ts";

/** A limit that CoreDNS sets to the length of an expression, and what it says beyond. */
export interface RegexLimit {
  readonly maxOctets: number;
  tooLong(octets: number): Complaint;
}

/** A regular expression. */
export function regex(limit?: RegexLimit): Kind<Regex> {
  return {
    name: "regex",
    placeholder: "REGEX",
    expects: "a regular expression in Go's syntax",
    read(text) {
      const octets = octetsOf(text);
      if (limit !== undefined && octets > limit.maxOctets)
        return { ok: false, complaint: limit.tooLong(octets), misfit: "bounds" };
      const reading = compileRegex(text);
      return reading.ok ? taken(reading.value) : refused(reading.error);
    },
  };
}

/** How many octets a text has in UTF-8. */
export function octetsOf(text: string): number {
  let octets = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    octets += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return octets;
}
