import { expect, test } from "vitest";
import { outOfTime, wrongName } from "./certificate-fault.ts";

const FAULT = "tls: failed to verify certificate: x509: ";
const times = { valid_from: "Nov 28 05:43:45 2026 GMT", valid_to: "Nov 30 05:43:45 2026 GMT" };

test.each([
  ["2026-11-27T12:00:00.5Z", "current time 2026-11-27T12:00:00Z is before 2026-11-28T05:43:45Z"],
  ["2026-12-01T00:00:00Z", "current time 2026-12-01T00:00:00Z is after 2026-11-30T05:43:45Z"],
])("at %s a certificate is out of its time", (now, text) => {
  expect(outOfTime(times, Date.parse(now))).toBe(`${FAULT}certificate has expired or is not yet valid: ${text}`);
});

const names: Readonly<Record<string, readonly [wanted: string, own: string | undefined, text: string]>> = {
  "one of several others": [
    "c.test",
    "DNS:a.test, DNS:*.b.test",
    "certificate is valid for a.test, *.b.test, not c.test",
  ],
  "an address, and there are others": [
    "192.0.2.1",
    "DNS:a.test, IP Address:192.0.2.7",
    "certificate is valid for 192.0.2.7, not 192.0.2.1",
  ],
  "an address, and there is none": [
    "192.0.2.1",
    "DNS:a.test",
    "cannot validate certificate for 192.0.2.1 because it doesn't contain any IP SANs",
  ],
  "a name, and there is none": [
    "a.test",
    undefined,
    "certificate is not valid for any names, but wanted to match a.test",
  ],
};
test.each(Object.entries(names))("a wrong name: %s", (_, [wanted, own, text]) => {
  expect(wrongName(wanted, own)).toBe(`${FAULT}${text}`);
});
