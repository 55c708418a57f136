/** Which queries are forwarded, to whom, and what becomes of replies. */
import { describe, expect, test } from "vitest";
import { EDNS, query, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { UpstreamEndpoint } from "../../ports/exchange.ts";
import { answer, answerLine, Bench, REFUSED, type Settings, WWW, zone } from "./_test/bench.ts";
import type { ForwardSettings } from "./settings.ts";

describe("which queries are forwarded", () => {
  const settings = { from: zone("example.org."), except: [zone("sub.example.org."), zone("example.org.")] };
  test.each([
    ["www.example.org. A", "next"],
    ["sub.example.org. A", "next"],
    ["deep.sub.example.org. A", "next"],
    ["example.org. A", "forward"],
    ["example.net. A", "next"],
  ])("FROM example.org except itself and sub: %s goes to %s", async (question, by) => {
    const bench = new Bench(settings, { rcode: Rcode.NXDOMAIN });
    expect((await bench.ask(question)).answeredBy).toBe(by);
  });
});

describe("policies", () => {
  const order = async (policy: ForwardSettings["policy"], times: number): Promise<readonly string[]> => {
    const bench = new Bench({ policy }, answer(1), answer(2), answer(3));
    for (let at = 0; at < times; at++) await bench.ask(WWW);
    return bench.exchange.asked.map((where) => where.slice("udp 192.0.2.".length, -3));
  };
  test("sequential asks the first", async () => expect(await order("sequential", 3)).toEqual(["1", "1", "1"]));
  test("round_robin starts with the second", async () =>
    expect(await order("round_robin", 4)).toEqual(["2", "3", "1", "2"]));
  test("random goes by chance", async () => expect(await order("random", 1)).toEqual(["1"]));

  test.each([
    ["sequential", "upstreams are asked in the order of the line, and 192.0.2.1:53 is number 1 of 2"],
    ["round_robin", "it was the turn of 192.0.2.2:53, out of 2 upstreams"],
    ["random", "192.0.2.1:53 was chosen by chance out of 2 upstreams"],
  ] as const)("%s says why an upstream is asked", async (policy, why) => {
    const { notes, done } = new Bench({ policy }, answer(1), answer(2)).watch(WWW);
    await done;
    expect(notes).toContain(`policy ${policy}: ${why}`);
  });
  test("the second attempt says that the first gave nothing", async () => {
    const { notes, done } = new Bench({}, REFUSED, answer(2)).watch(WWW);
    await done;
    expect(notes).toContain(
      "192.0.2.2:53 is asked because those that policy sequential put before it gave no reply to take",
    );
  });
  test("of a single upstream there is nothing to say", async () => {
    const { notes, done } = new Bench({}, answer(1)).watch(WWW);
    await done;
    expect(notes).toEqual([]);
  });
});

describe("replies", () => {
  test("go to the client as the bytes that came, with the client's ID", async () => {
    const bench = new Bench({}, answer(1));
    const { reply: came } = await bench.ask(WWW, { id: 77 });
    expect(came?.wire).toBeDefined();
    expect(came?.message).toMatchObject({ id: 77, rcode: Rcode.NOERROR });
  });

  const odd: Readonly<
    Record<string, readonly [ReplyLines | ((message: Uint8Array) => Uint8Array), { readonly rcode: number }]>
  > = {
    "to another question are FORMERR": [
      (message) =>
        encodeMessage({ ...reply(decodeMessage(message)), question: query("mail.example.org. A").request.question }),
      { rcode: Rcode.FORMERR },
    ],
    "that are questions are FORMERR": [(message) => message, { rcode: Rcode.FORMERR }],
    "with another case of letters are taken": [
      (message) =>
        encodeMessage({ ...reply(decodeMessage(message)), question: query("WWW.example.ORG. A").request.question }),
      { rcode: Rcode.NOERROR },
    ],
    "with an extended RCODE keep it": [{ rcode: Rcode.BADVERS, edns: EDNS }, { rcode: Rcode.BADVERS }],
    "with types that are not looked into are decoded": [
      { answer: ['www.example.org. 30 IN TXT "a"'] },
      { rcode: Rcode.NOERROR },
    ],
  };
  test.each(Object.entries(odd))("%s", async (_, [played, expected]) => {
    const bench = new Bench({}, played);
    const { reply: came } = await bench.ask(WWW);
    expect(came?.message).toMatchObject(expected);
    expect(came?.message.id).toBe(4711);
  });

  test("longer than the client's buffer are cut down to a truncated header", async () => {
    const many = Array.from({ length: 60 }, (_, at) => answerLine(at));
    const bench = new Bench({}, (message) => encodeMessage(reply(decodeMessage(message), { answer: many })));
    const { reply: came } = await bench.ask(WWW);
    expect(came?.message).toMatchObject({ truncated: true, answer: [], id: 4711 });
  });

  test("that end in the middle of a record are cut down as well", async () => {
    const bench = new Bench({}, (message) => encodeMessage(reply(decodeMessage(message), answer(1))).slice(0, -1));
    expect((await bench.ask(WWW)).reply?.message).toMatchObject({ truncated: true, answer: [] });
  });

  test("that are no message make the next upstream be asked", async () => {
    const bench = new Bench({}, (message) => Uint8Array.from([...message.slice(0, 12), 0x80, 0]), answer(2));
    expect(await bench.answers(WWW)).toEqual([answerLine(2)]);
  });

  test("with another ID are not waited for to be the right one", async () => {
    const bench = new Bench({ maxConnectAttempts: 1 }, (message) => Uint8Array.from([1, 2, ...message.slice(2)]));
    expect(await bench.ask(WWW)).toMatchObject({
      rcode: Rcode.SERVFAIL,
      error: { text: "read udp 192.0.2.1:53: i/o timeout" },
    });
  });
});

describe("transports", () => {
  const cases: Readonly<Record<string, readonly [Settings, "udp" | "tcp", readonly string[]]>> = {
    "as the client came: udp": [{}, "udp", ["udp 192.0.2.1:53"]],
    "as the client came: tcp": [{}, "tcp", ["tcp 192.0.2.1:53"]],
    force_tcp: [{ forceTcp: true }, "udp", ["tcp 192.0.2.1:53"]],
    prefer_udp: [{ preferUdp: true }, "tcp", ["udp 192.0.2.1:53"]],
    "force_tcp before prefer_udp": [{ preferUdp: true, forceTcp: true }, "udp", ["tcp 192.0.2.1:53"]],
  };
  test.each(Object.entries(cases))("%s", async (_, [settings, transport, asked]) => {
    const bench = new Bench(settings, answer(1));
    await bench.ask(WWW, {}, { transport });
    expect(bench.exchange.asked).toEqual(asked);
  });

  const cutOverUdp = (message: Uint8Array, { transport }: UpstreamEndpoint): Uint8Array =>
    encodeMessage(reply(decodeMessage(message), transport === "udp" ? { truncated: true } : answer(1)));
  test("a truncated reply is passed on", async () => {
    const bench = new Bench({}, cutOverUdp);
    expect((await bench.ask(WWW)).reply?.message.truncated).toBe(true);
  });
  test("a truncated reply is asked for again over TCP with prefer_udp", async () => {
    const bench = new Bench({ preferUdp: true }, cutOverUdp);
    expect(await bench.answers(WWW)).toEqual([answerLine(1)]);
    expect(bench.exchange.asked).toEqual(["udp 192.0.2.1:53", "tcp 192.0.2.1:53"]);
  });
});

describe("codes that lead on", () => {
  const refusal = { rcode: Rcode.REFUSED };
  const cases: Readonly<Record<string, readonly [Settings, ReplyLines, string, number]>> = {
    "failover asks the next upstream": [{ failoverRcodes: [Rcode.REFUSED] }, refusal, "forward", Rcode.NOERROR],
    "without failover the code is final": [{}, refusal, "forward", Rcode.REFUSED],
    "next asks the next forward": [{ nextRcodes: [Rcode.REFUSED] }, refusal, "next", Rcode.NOERROR],
    "next_on_nodata asks the next forward": [{ nextOnNodata: true }, {}, "next", Rcode.NOERROR],
    "next_on_nodata is for NOERROR only": [{ nextOnNodata: true }, refusal, "forward", Rcode.REFUSED],
  };
  test.each(Object.entries(cases))("%s", async (_, [settings, played, by, rcode]) => {
    const bench = new Bench(settings, played, answer(2));
    const outcome = await bench.ask(WWW);
    expect(outcome.answeredBy).toBe(by);
    expect(outcome.reply?.message.rcode ?? outcome.rcode).toBe(rcode);
  });

  test("failover ends with the last upstream's reply", async () => {
    const bench = new Bench({ failoverRcodes: [Rcode.REFUSED] }, refusal, refusal);
    expect((await bench.ask(WWW)).reply?.message.rcode).toBe(Rcode.REFUSED);
    expect(bench.exchange.asked).toHaveLength(2);
  });
});

describe("while an upstream does not reply", () => {
  test("the wait is told: who is asked, for how long, at which attempt, and which limit ends it", async () => {
    const bench = new Bench({}, "silence", "silence");
    const { told, done } = bench.watch(WWW);
    await bench.clock.pass(1400);
    expect(told()).toBe("192.0.2.1:53 has not replied for 1.4 s, on attempt 1; read_timeout allows 2 s");
    await bench.clock.pass(1000);
    expect(told()).toBe("192.0.2.2:53 has not replied for 0.4 s, on attempt 2; read_timeout allows 2 s");
    await bench.clock.pass(10_000);
    await done;
  });
});
