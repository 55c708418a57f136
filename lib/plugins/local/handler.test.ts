import { describe, expect, test } from "vitest";
import { lines } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { run } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const soa = (zone: string): string => `${zone} 604800 IN SOA localhost. root.localhost. 1 0 0 0 604800`;

interface Expected {
  readonly answer?: string;
  readonly authority?: string;
  readonly rcode?: number;
}

const cases: Readonly<Record<string, Expected>> = {
  "localhost. A": { answer: "localhost. 604800 IN A 127.0.0.1" },
  "LocalHost. AAAA": { answer: "LocalHost. 604800 IN AAAA ::1" },
  "localhost. SOA": { answer: soa("localhost.") },
  "localhost. NS": { answer: "localhost. 604800 IN NS localhost." },
  "localhost. MX": { authority: soa("localhost.") },
  "www.localhost. A": { answer: "www.localhost. 604800 IN A 127.0.0.1" },
  "www.localhost. TXT": { authority: soa("www.localhost.") },
  "localhost.example.org. A": { answer: "localhost.example.org. 604800 IN A 127.0.0.1" },
  "localhost.example.org. AAAA": { answer: "localhost.example.org. 604800 IN AAAA ::1" },
  "localhost.example.org. MX": { authority: soa("localhost.example.org.") },
  "127.in-addr.arpa. SOA": { answer: soa("127.in-addr.arpa.") },
  "127.in-addr.arpa. A": { authority: soa("127.in-addr.arpa.") },
  "1.0.0.127.in-addr.arpa. PTR": { answer: "1.0.0.127.in-addr.arpa. 604800 IN PTR localhost." },
  "1.0.0.127.in-addr.arpa. A": { authority: soa("127.in-addr.arpa.") },
  "2.0.0.127.in-addr.arpa. PTR": { rcode: Rcode.NXDOMAIN, authority: soa("127.in-addr.arpa.") },
  "1.0.0.0.in-addr.ARPA. PTR": { rcode: Rcode.NXDOMAIN, authority: soa("0.in-addr.ARPA.") },
  "255.255.255.255.in-addr.arpa. PTR": { rcode: Rcode.NXDOMAIN, authority: soa("255.in-addr.arpa.") },
};

describe("local", () => {
  test.each(Object.entries(cases))("%s", async (question, { answer, authority, rcode = 0 }) => {
    const served = await (await run(setup, "local")).ask(question);
    const of = (line: string | undefined): readonly string[] => (line === undefined ? [] : [line]);
    expect(served.answer).toEqual(of(answer));
    expect(lines(served.message?.authority ?? [])).toEqual(of(authority));
    expect([served.message?.rcode, served.outcome.rcode, served.message?.authoritative]).toEqual([rcode, 0, false]);
  });

  test.each(["www.example.org. A", "example.localhost.org. A", "1.0.0.10.in-addr.arpa. PTR", "mylocalhost. A"])(
    "passes %s on",
    async (question) => {
      const { verdict, outcome } = await (await run(setup, "local")).ask(question, replying());
      expect([verdict, outcome.answeredBy]).toEqual(["passed", "next"]);
    },
  );

  test("names that begin with localhost pass when localhost_prefix is off, names below it do not", async () => {
    const { ask } = await run(setup, "local {\nlocalhost_prefix off\n}");
    expect((await ask("localhost.example.org. A", replying())).outcome.answeredBy).toBe("next");
    expect((await ask("www.localhost. A")).answer).toEqual(["www.localhost. 604800 IN A 127.0.0.1"]);
  });

  test("counts names around localhost, not localhost itself", async () => {
    const { ask, host } = await run(setup, "local");
    for (const name of ["localhost.", "localhost.example.org.", "a.localhost."]) await ask(`${name} A`);
    expect(host.metrics.of("coredns_local_localhost_requests_total")).toEqual({ "": 2 });
  });
});
