import { describe, expect, test } from "vitest";
import { readIpv4, readIpv6, writeIpv4, writeIpv6 } from "../go/address.ts";
import { parseCidr } from "../go/net.ts";
import { embedIpv4, extractIpv4 } from "./embedded-ipv4.ts";

/** RFC 6052 section 2.4. */
const examples: Readonly<Record<string, string>> = {
  "2001:db8::/32": "2001:db8:c000:221::",
  "2001:db8:100::/40": "2001:db8:1c0:2:21::",
  "2001:db8:122::/48": "2001:db8:122:c000:2:2100::",
  "2001:db8:122:300::/56": "2001:db8:122:3c0:0:221::",
  "2001:db8:122:344::/64": "2001:db8:122:344:c0:2:2100:0",
  "2001:db8:122:344::/96": "2001:db8:122:344::c000:221",
};

describe("192.0.2.33 under", () => {
  test.each(Object.entries(examples))("%s", (prefix, ipv6) => {
    const network = parseCidr(prefix);
    const ipv4 = readIpv4("192.0.2.33");
    const bytes = readIpv6(ipv6);
    if (network === undefined || ipv4 === undefined || bytes === undefined) throw new Error("no address");
    expect(embedIpv4(network, ipv4)).toEqual(bytes);
    const extracted = extractIpv4(network, bytes);
    expect(extracted === undefined ? undefined : writeIpv4(extracted)).toBe("192.0.2.33");
    const reserved = bytes.with(8, 1);
    expect([writeIpv6(reserved), extractIpv4(network, Uint8Array.from(reserved))]).toEqual([
      writeIpv6(reserved),
      undefined,
    ]);
  });
});
