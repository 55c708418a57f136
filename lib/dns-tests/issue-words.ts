/** What is wrong with the shape of dns-tests.yaml, in words for people. */
import type { ZodError } from "zod";

type Issue = ZodError["issues"][number];

/** One thing that is wrong, and where. */
interface WrongShape {
  readonly path: readonly PropertyKey[];
  readonly words: string;
}

/** What may stand at the keys whose values have several forms. */
const FORMS: Readonly<Record<string, string>> = {
  edns: "takes a size in octets, 0 to 65535, or false for no OPT record",
  at: "takes a port, an address or ADDRESS:PORT",
  upstream: "takes a list of records, or timeout, refused or servfail",
  upstreams: 'takes records by upstream ("10.0.0.2:53", or "*" for all others), or a list of records for all of them',
};

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "keys and their values",
  boolean: "true or false",
  number: "a number",
};

/** In words; each key that there is not is told on its own. */
export function issueInWords(issue: Issue): readonly WrongShape[] {
  const { path } = issue;
  const key = String(path.findLast((part) => typeof part === "string") ?? "");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((unknown) => ({ path: [...path, unknown], words: "there is no such key here" }));
    case "invalid_type":
      return [{ path, words: `takes ${KINDS[issue.expected] ?? issue.expected}` }];
    case "invalid_value":
      return [{ path, words: `takes ${issue.values.map(String).join(" or ")}` }];
    case "invalid_union": {
      // One of the forms fits, but for something in it.
      const inner = issue.errors.flat().filter((one) => one.path.length > 0);
      if (inner.length > 0) return inner.flatMap((one) => issueInWords({ ...one, path: [...path, ...one.path] }));
      return [{ path, words: FORMS[path.length === 2 ? "upstream" : key] ?? issue.message }];
    }
    default:
      return [{ path, words: issue.message }];
  }
}
