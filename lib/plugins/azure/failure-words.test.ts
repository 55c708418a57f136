import { expect, test } from "vitest";
import type { AzureFailure } from "../../ports/cloud-zones.ts";
import { failureText } from "./failure-words.ts";

const UNSENT: AzureFailure = {
  kind: "unsent",
  url: "https://192.0.2.1/x",
  reason: "dial tcp 192.0.2.1:443: i/o timeout",
};

test.each([
  [
    UNSENT,
    false,
    'dns.RecordSetsClient#ListByDNSZone: Failure sending request: StatusCode=0 -- Original Error: Get "https://192.0.2.1/x": dial tcp 192.0.2.1:443: i/o timeout',
  ],
  [
    UNSENT,
    true,
    'privatedns.RecordSetsClient#List: Failure sending request: StatusCode=0 -- Original Error: Get "https://192.0.2.1/x": dial tcp 192.0.2.1:443: i/o timeout',
  ],
  [{ kind: "timeout" } as const, false, "context deadline exceeded"],
])("%j of a private zone: %s", (failure, isPrivate, text) => expect(failureText(failure, isPrivate)).toBe(text));
