import { expect, test } from "vitest";
import type { CloudDnsFailure } from "../../ports/cloud-zones.ts";
import { failureText } from "./failure-words.ts";

const REFUSED = { kind: "refused", status: 403, message: "no", body: "" } as const;

/** What became of a request, and what Google's library for Go says of that. */
const cases: readonly (readonly [CloudDnsFailure, string])[] = [
  [{ kind: "unsent", method: "Get", url: "u", reason: "EOF" }, 'Get "http://192.0.2.1/z": EOF'],
  [
    { kind: "unsent", method: "Post", url: "http://192.0.2.2/token", reason: "EOF" },
    'Get "http://192.0.2.1/z": auth: cannot fetch token: Post "http://192.0.2.2/token": EOF',
  ],
  [{ kind: "token", status: 400, body: "{}" }, 'Get "http://192.0.2.1/z": auth: cannot fetch token: 400\nResponse: {}'],
  [{ ...REFUSED, errors: [] }, "googleapi: Error 403: no"],
  [{ ...REFUSED, errors: [{ reason: "forbidden", message: "no" }] }, "googleapi: Error 403: no, forbidden"],
  [
    { ...REFUSED, errors: [{ reason: "forbidden", message: "not you" }] },
    "googleapi: Error 403: no\nMore details:\nReason: forbidden, Message: not you\n",
  ],
  [{ ...REFUSED, message: "", errors: [], body: "x" }, "googleapi: got HTTP response code 403 with body: x"],
];

test.each(cases)("%j", (failure, text) => expect(failureText(failure, "http://192.0.2.1/z")).toBe(text));
