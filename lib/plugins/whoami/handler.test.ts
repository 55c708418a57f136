import { describe, expect, test } from "vitest";
import { lines, nextOf, query } from "../../chain/_test/messages.ts";
import type { Arrival } from "../../chain/arrival.ts";
import { createWhoami } from "./handler.ts";

interface Case {
  readonly asks: string;
  readonly from?: string;
  readonly over?: Arrival["transport"];
  readonly additional: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "an IPv4 client gets A and SRV": {
    asks: "www.Example.org. MX",
    additional: ["www.Example.org. 0 IN A 192.0.2.1", "_udp.www.Example.org. 0 IN SRV 0 0 40000 ."],
  },
  "an IPv6 client gets AAAA": {
    asks: "www.example.org. A",
    from: "2001:db8::1",
    additional: ["www.example.org. 0 IN AAAA 2001:db8::1", "_udp.www.example.org. 0 IN SRV 0 0 40000 ."],
  },
  "TLS is TCP": {
    asks: "www.example.org. A",
    over: "tls",
    additional: ["www.example.org. 0 IN A 192.0.2.1", "_tcp.www.example.org. 0 IN SRV 0 0 40000 ."],
  },
  "the root has no dot before it": {
    asks: ". NS",
    additional: [". 0 IN A 192.0.2.1", "_udp. 0 IN SRV 0 0 40000 ."],
  },
  "records have the class of the question": {
    asks: "www.example.org. A CH",
    additional: ["www.example.org. 0 CH A 192.0.2.1", "_udp.www.example.org. 0 CH SRV 0 0 40000 ."],
  },
};

const neverNext = nextOf(() => {
  throw new Error("whoami hands nothing on");
});

describe("whoami", () => {
  test.each(Object.entries(cases))("%s", async (_, { asks, from = "192.0.2.1", over = "udp", additional }) => {
    const asked = query(asks, {}, { client: { address: from, port: 40_000 }, transport: over });
    const outcome = await createWhoami().serve(asked, neverNext, undefined);
    expect(outcome).toMatchObject({ rcode: 0, answeredBy: "whoami" });
    expect(outcome.reply?.message).toMatchObject({ authoritative: true, answer: [], authority: [] });
    expect(lines(outcome.reply?.message.additional ?? [])).toEqual(additional);
  });

  test("sends nothing for a name that leaves no room for the label", async () => {
    const label = "a".repeat(62);
    const asked = query(`${label}.${label}.${label}.${"b".repeat(60)}. A`);
    expect(await createWhoami().serve(asked, neverNext, undefined)).toEqual({ rcode: 0, answeredBy: "whoami" });
  });
});
