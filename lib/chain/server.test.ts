import { describe, expect, test } from "vitest";
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import type { ServedQuery } from "../explanation/listening.ts";
import { EDNS, query, request } from "./_test/messages.ts";
import { answering, passing, served, serverOf } from "./_test/serving.ts";
import type { Handler } from "./handler.ts";
import { type Outcome, unanswered } from "./outcome.ts";
import { Reply } from "./reply.ts";
import { replyTo } from "./respond.ts";
import type { DnsServer } from "./server.ts";

const { arrival } = query(". NS");
const throwing: Handler = {
  name: "broken",
  serve() {
    throw new Error("no such thing");
  },
};
const rejecting: Handler = { name: "broken", serve: () => Promise.reject(new Error("no such thing")) };
const dropping: Handler = { name: "erratic", serve: () => ({ rcode: Rcode.NOERROR }) };
const coded = (rcode: number): Handler => ({ name: "acl", serve: () => unanswered("acl", rcode) });

async function ask(server: DnsServer, message: Message): Promise<Message | undefined> {
  const bytes = await server.serve(encodeMessage(message), arrival);
  return bytes === undefined ? undefined : decodeMessage(bytes);
}

interface Case {
  readonly handlers: readonly Handler[];
  readonly asks?: Message;
  readonly gives: Partial<Message> | undefined;
}

const cases: Readonly<Record<string, Case>> = {
  "a plugin's reply is sent": {
    handlers: [passing("errors"), answering("whoami", { authoritative: true })],
    gives: { rcode: Rcode.NOERROR, authoritative: true, id: 4711 },
  },
  "the end of the chain is SERVFAIL": { handlers: [passing("errors")], gives: { rcode: Rcode.SERVFAIL } },
  "no plugin at all is REFUSED": { handlers: [], gives: { rcode: Rcode.REFUSED } },
  "a code without a reply becomes one, with the client's OPT record": {
    handlers: [coded(Rcode.REFUSED)],
    asks: request("www.example.org. A", { edns: EDNS }),
    gives: { rcode: Rcode.REFUSED, edns: EDNS },
  },
  "a code that means something was written becomes nothing": { handlers: [coded(Rcode.NXDOMAIN)], gives: undefined },
  "a dropped query gets no reply": { handlers: [dropping], gives: undefined },
  "a plugin that throws is SERVFAIL": { handlers: [throwing], gives: { rcode: Rcode.SERVFAIL } },
  "a plugin that throws later is SERVFAIL": { handlers: [rejecting], gives: { rcode: Rcode.SERVFAIL } },
  "a class other than IN is REFUSED": {
    handlers: [answering("whoami")],
    asks: request("version.bind. TXT CH"),
    gives: { rcode: Rcode.REFUSED },
  },
  "an unknown EDNS version is BADVERS, with a size of 0": {
    handlers: [answering("whoami")],
    asks: request("www.example.org. A", { edns: { ...EDNS, version: 1 } }),
    gives: { rcode: Rcode.BADVERS, edns: { ...EDNS, udpSize: 0 } },
  },
  "an update is NOTIMP": {
    handlers: [answering("whoami")],
    asks: request("example.org. SOA", { opcode: Opcode.UPDATE }),
    gives: { rcode: Rcode.NOTIMP, opcode: Opcode.UPDATE, question: [] },
  },
  "a reply without a wire format is not sent": {
    handlers: [answering("template", { rcode: 16 })],
    gives: undefined,
  },
};

describe("a server", () => {
  test.each(Object.entries(cases))("%s", async (_, { handlers, asks = request("www.example.org. A"), gives }) => {
    const { server } = serverOf(served(".", handlers));
    const reply = await ask(server, asks);
    if (gives === undefined) expect(reply).toBeUndefined();
    else expect(reply).toMatchObject(gives);
  });

  test.each(["udp", "grpc", "https", "https3"] as const)("over %s has one last word", async (transport) => {
    const refusing: Handler = {
      name: "template",
      serve: ({ request: asked }) => ({
        rcode: Rcode.REFUSED,
        reply: Reply.of(replyTo(asked, { rcode: Rcode.REFUSED, authoritative: true })),
      }),
    };
    const { server } = serverOf(served(".", [refusing]));
    const { arrival: came } = query(". NS", {}, { transport });
    const bytes = await server.serve(encodeMessage(request("www.example.org. A")), came);
    // Over UDP it is the plugin's, which goes out first; elsewhere that of the server takes its place.
    expect(decodeMessage(bytes ?? new Uint8Array()).authoritative).toBe(transport === "udp");
  });

  test("answers at once when no plugin waits", () => {
    const { server } = serverOf(served(".", [answering("whoami")]));
    expect(server.serve(encodeMessage(request("www.example.org. A")), arrival)).toBeInstanceOf(Uint8Array);
  });

  test("takes a header without its question for a failure", () => {
    const { server } = serverOf(served(".", [answering("whoami")]));
    const header = encodeMessage(request("www.example.org. A")).slice(0, 12);
    const bytes = server.serve(header, arrival);
    expect(bytes).toBeInstanceOf(Uint8Array);
    if (bytes instanceof Uint8Array)
      expect(decodeMessage(bytes)).toMatchObject({ rcode: Rcode.SERVFAIL, question: [] });
  });

  test("leaves what is no request to a transport with errors of its own", () => {
    const { server } = serverOf(served(".", [answering("whoami")]));
    const update = encodeMessage(request("example.org. SOA", { opcode: Opcode.UPDATE }));
    const question = encodeMessage(request("www.example.org. A"));
    const rejectedOf = (bytes: Uint8Array): [number, boolean] => {
      let rejected = 0;
      const reply = server.serve(bytes, arrival, { rejected: () => rejected++ });
      return [rejected, reply !== undefined];
    };
    expect([update, question.subarray(0, 20), question.subarray(0, 3), question].map(rejectedOf)).toEqual([
      [1, false],
      [1, false],
      [1, false],
      [0, true],
    ]);
  });

  test("gets through any bytes without an exception", () => {
    const { server } = serverOf(served(".", [answering("whoami")]));
    const whole = encodeMessage(request("www.example.org. A", { edns: EDNS }));
    for (let length = 0; length <= whole.length; length++) server.serve(whole.subarray(0, length), arrival);
    for (let at = 12; at < whole.length; at++) {
      for (const octet of [0x00, 0x3f, 0x40, 0x80, 0xc0, 0xff]) {
        const broken = Uint8Array.from(whole);
        broken[at] = octet;
        server.serve(broken, arrival);
      }
    }
    expect(server.serve(whole, arrival)).toBeInstanceOf(Uint8Array);
  });

  test("logs and counts what a plugin throws", async () => {
    const { server, log, metrics } = serverOf(served(".", [throwing]));
    await ask(server, request("www.example.org. A"));
    expect(log.lines).toEqual(['[ERROR] Recovered from panic in server: "dns://:53" no such thing']);
    expect(metrics.of("coredns_panics_total")).toEqual({ "": 1 });
  });

  const listeners: Readonly<Record<string, Handler>> = {
    answers: answering("whoami"),
    throws: throwing,
    waits: rejecting,
  };
  test.each(Object.entries(listeners))("answers when who listens throws: its plugin %s", async (_, handler) => {
    const { server, metrics } = serverOf(served(".", [handler]));
    let told = 0;
    const listening = {
      watched: true,
      done: () => {
        told++;
        throw new Error("cannot listen");
      },
    };
    const message = encodeMessage(request("www.example.org. A"));
    for (const bytes of [message, message.subarray(0, 14), Uint8Array.of(1)])
      await server.serve(bytes, arrival, { listening });
    expect(await server.serve(message, arrival, { listening })).toBeInstanceOf(Uint8Array);
    expect(told).toBe(4);
    expect(metrics.of("coredns_panics_total")[""]).toBeGreaterThanOrEqual(4);
  });

  test.each([undefined, null])("takes a plugin that gives %s for one that throws", async (nonsense) => {
    const { server } = serverOf(served(".", [{ name: "broken", serve: () => nonsense as unknown as Outcome }]));
    expect(await ask(server, request("www.example.org. A"))).toMatchObject({ rcode: Rcode.SERVFAIL });
  });

  test("says SERVFAIL of a message that breaks the server itself", async () => {
    const { server, metrics } = serverOf(served(".", [answering("whoami")]));
    const bytes = encodeMessage(request("www.example.org. A", { recursionDesired: true }));
    const broken = new Proxy(arrival, {
      get() {
        throw new Error("no such client");
      },
    });
    const reply = await server.serve(bytes, broken);
    expect(reply).toBeDefined();
    expect(decodeMessage(reply ?? Uint8Array.of())).toMatchObject({ id: 4711, response: true, rcode: Rcode.SERVFAIL });
    expect(metrics.of("coredns_panics_total")[""]).toBeGreaterThan(0);
  });

  test("counts queries that no plugin saw as dropped", async () => {
    const { server, metrics } = serverOf(served("example.org.", [answering("whoami")]));
    await ask(server, request("www.example.net. AAAA"));
    await ask(server, request("www.example.org. A"));
    expect(metrics.of("coredns_dns_responses_total")).toEqual({ "dns://:53,dropped,,REFUSED,": 1 });
    expect(metrics.of("coredns_dns_requests_total")).toEqual({ "dns://:53,dropped,,udp,1,AAAA": 1 });
  });

  test("asked by a plugin gives the reply as a message", async () => {
    const { server } = serverOf(served(".", [answering("whoami")]));
    expect(await server.ask(query("www.example.org. A"))).toMatchObject({ response: true, rcode: Rcode.NOERROR });
    const dropped = serverOf(served(".", [dropping]));
    expect(await dropped.server.ask(query("www.example.org. A"))).toBeUndefined();
  });

  test("tells of every message once, whatever became of it", async () => {
    const { server } = serverOf(served("example.org.", [rejecting]));
    const done: ServedQuery[] = [];
    const listening = { watched: false, done: (one: ServedQuery) => void done.push(one) };
    for (const message of [
      request("www.example.org. A"),
      request("example.net. A"),
      request(". SOA", { response: true }),
    ])
      await server.serve(encodeMessage(message), arrival, { listening });
    expect(done.map(({ query: asked, sent }) => [asked?.qname, sent?.message.rcode])).toEqual([
      ["www.example.org.", Rcode.SERVFAIL],
      ["example.net.", Rcode.REFUSED],
      [undefined, undefined],
    ]);
  });

  test("sends bytes that nobody read as they came", async () => {
    const upstream = encodeMessage(replyTo(request("www.example.org. A", { id: 7 })));
    const forward: Handler = { name: "forward", serve: () => ({ rcode: 0, reply: Reply.ofWire(upstream) }) };
    const { server } = serverOf(served(".", [forward]));
    const bytes = await server.serve(encodeMessage(request("www.example.org. A")), arrival);
    expect(bytes?.subarray(2)).toEqual(upstream.subarray(2));
  });
});
