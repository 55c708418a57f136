import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const wrongCount = (word: string): string =>
  `plugin/proxyproto: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;
const tracking = (text: string): string => `plugin/proxyproto: udp_session_tracking: invalid ${text}`;
const POSITIVE = "must be a positive integer";

/** A line in the block, and what CoreDNS 1.15.0 says of it. */
const refusals: Readonly<Record<string, string>> = {
  "allow 192.0.2.0/24 192.0.2.1": "plugin/proxyproto: 192.0.2.1: invalid CIDR address: 192.0.2.1",
  'allow ""': "plugin/proxyproto: : invalid CIDR address: ",
  default: wrongCount("default"),
  "default drop": wrongCount("drop"),
  "default use skip": wrongCount("skip"),
  udp_session_tracking: wrongCount("udp_session_tracking"),
  "udp_session_tracking 30s 5 6": wrongCount("6"),
  "udp_session_tracking 30": tracking('duration "30": time: missing unit in duration "30"'),
  "udp_session_tracking soon 0": tracking('duration "soon": time: invalid duration "soon"'),
  "udp_session_tracking 30s 0": tracking(`max sessions "0": ${POSITIVE}`),
  "udp_session_tracking 30s many": tracking(`max sessions "many": ${POSITIVE}`),
  "tlv_metadata on": wrongCount("on"),
  // CoreDNS does not put its name before this one.
  "deny 192.0.2.0/24": "Corefile:3 - Error during parsing: unknown option 'deny'",
};

describe("proxyproto", () => {
  test.each(Object.entries(refusals))("%s", (line, message) =>
    expect(messagesOf(directive, "proxyproto {", line, "}")[0]).toBe(message),
  );

  test("takes no argument", () =>
    expect(messagesOf(directive, "proxyproto 192.0.2.0/24")[0]).toBe(
      "plugin/proxyproto: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '192.0.2.0/24'",
    ));

  test.each([
    [["proxyproto"]],
    [["proxyproto", "proxyproto {", "allow", "}"]],
    [["proxyproto {", "default REJECT", "udp_session_tracking -1s 5", "tlv_metadata", "}"]],
  ])("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));

  test("networks of several lines add up", () => {
    const { uses } = checkLines(directive, "proxyproto {", "allow 192.0.2.0/24", "allow 2001:db8::/32", "}");
    expect(uses[0]?.properties.allow.flatMap(({ args }) => args.networks)).toHaveLength(2);
  });
});
