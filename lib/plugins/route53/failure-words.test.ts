import { expect, test } from "vitest";
import type { AwsFailure } from "../../ports/cloud-zones.ts";
import { failureText } from "./failure-words.ts";

/** What became of a request, and what Amazon's library for Go says of that. */
const cases: readonly (readonly [AwsFailure, string])[] = [
  [
    { kind: "unsent", url: "http://192.0.2.1:81/x?y=z", reason: "dial tcp 192.0.2.1:81: i/o timeout", attempts: 3 },
    'exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Get "http://192.0.2.1:81/x?y=z": dial tcp 192.0.2.1:81: i/o timeout',
  ],
  [
    { kind: "keys", text: "get identity: get credentials: static credentials are empty" },
    "get identity: get credentials: static credentials are empty",
  ],
  [
    { kind: "refused", status: 404, requestId: "r", code: "NoSuchHostedZone", message: "gone", attempts: 1 },
    "https response error StatusCode: 404, RequestID: r, NoSuchHostedZone: gone",
  ],
  [
    { kind: "refused", status: 403, requestId: "r", code: "AccessDenied", message: "no", attempts: 1 },
    "https response error StatusCode: 403, RequestID: r, api error AccessDenied: no",
  ],
  [
    { kind: "refused", status: 400, requestId: "r", code: "Throttling", message: "slow", attempts: 2 },
    "exceeded maximum number of attempts, 2, https response error StatusCode: 400, RequestID: r, api error Throttling: slow",
  ],
];

test.each(cases)("%j", (failure, text) =>
  expect(failureText("ListHostedZonesByName", failure)).toBe(
    `operation error Route 53: ListHostedZonesByName, ${text}`,
  ),
);
