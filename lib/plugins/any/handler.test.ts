import { describe, expect, test } from "vitest";
import { query } from "../../chain/_test/messages.ts";
import { replying, serve } from "../_test/serve.ts";
import { createAny } from "./handler.ts";

describe("any", () => {
  test("answers ANY with one HINFO that names the RFC, its TTL too", async () => {
    const { answer, message, outcome, verdict } = await serve(createAny(), query("www.Example.org. ANY"));
    expect(answer).toEqual(['www.Example.org. 8482 IN HINFO "ANY obsoleted" "See RFC 8482"']);
    expect(message).toMatchObject({ authoritative: false, authority: [], additional: [] });
    expect([outcome.rcode, outcome.answeredBy, verdict]).toEqual([0, "any", "answered"]);
  });
  test.each(["A", "HINFO", "RRSIG", "AXFR"])("passes %s on", async (type) => {
    const { outcome, verdict } = await serve(createAny(), query(`www.example.org. ${type}`), replying());
    expect([outcome.answeredBy, verdict]).toEqual(["next", "not in scope"]);
  });
});
