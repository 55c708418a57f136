/** An argument that is a regular expression. */

import { compileRegex, type Regex } from "../../go/regex.ts";
import { utf8Length } from "../../text/octets.ts";
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
    look: "regex",
    placeholder: "REGEX",
    expects: "a regular expression in Go's syntax",
    read(text) {
      const octets = utf8Length(text);
      if (limit !== undefined && octets > limit.maxOctets)
        return { ok: false, complaint: limit.tooLong(octets), misfit: "bounds" };
      const reading = compileRegex(text);
      return reading.ok ? taken(reading.value) : refused(reading.error);
    },
  };
}
