import { describe, expect, test } from "vitest";
import { query } from "../../chain/_test/messages.ts";
import { Context } from "../../chain/context.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { type Tap, type TapMessage, TapType } from "../dnstap/api.ts";
import { SPAN, type Span } from "../trace/api.ts";
import { Bench, WWW } from "./_test/bench.ts";

const A = "www.example.org. 60 IN A 192.0.2.1";
const REFUSED = new ExchangeError("refused", "read udp: connection refused");

function tap(isFull: boolean): { readonly tap: Tap; readonly told: TapMessage[] } {
  const told: TapMessage[] = [];
  return { tap: { isFull, nowMs: () => 1000, send: (message) => told.push(message) }, told };
}

describe("dnstap hears", () => {
  test("of a question and its reply, with both ends", async () => {
    const bench = new Bench({}, { answer: [A] });
    const [full, short] = [tap(true), tap(false)];
    bench.taps.push(full.tap, short.tap);
    await bench.ask(WWW, { id: 77 });
    const common = { protocol: "udp", asked: { address: "192.0.2.1", port: 53 }, queryMs: 1000 };
    expect(full.told).toMatchObject([
      { ...common, type: TapType.FORWARDER_QUERY },
      { ...common, type: TapType.FORWARDER_RESPONSE, responseMs: 1000 },
    ]);
    const [asked, replied] = full.told;
    expect(decodeMessage(asked?.queryMessage ?? new Uint8Array())).toMatchObject({ id: 77, response: false });
    expect(decodeMessage(replied?.responseMessage ?? new Uint8Array())).toMatchObject({ id: 77, response: true });
    expect(short.told.map(({ queryMessage, responseMessage }) => [queryMessage, responseMessage])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
  test("of each attempt, of one that failed the question only", async () => {
    const bench = new Bench({}, REFUSED, { answer: [A] });
    const { tap: one, told } = tap(false);
    bench.taps.push(one);
    await bench.ask(WWW, {}, { transport: "tcp" });
    expect(told.map(({ type, asked, protocol }) => [type, asked?.address, protocol])).toEqual([
      [TapType.FORWARDER_QUERY, "192.0.2.1", "tcp"],
      [TapType.FORWARDER_QUERY, "192.0.2.2", "tcp"],
      [TapType.FORWARDER_RESPONSE, "192.0.2.2", "tcp"],
    ]);
  });
});

test("a traced query has a span for each connection", async () => {
  const bench = new Bench({}, REFUSED, { rcode: Rcode.NXDOMAIN });
  const spans: string[] = [];
  const span: Span = {
    child: (name, tags) => {
      spans.push(`${name} ${JSON.stringify(tags)}`);
      return { ...span, finish: () => spans.push("finished") };
    },
    finish: () => undefined,
  };
  const asked = query(WWW);
  asked.context = Context.with(undefined, SPAN, span);
  await bench.serve(asked);
  expect(spans).toEqual([
    'connect {"peer.address":"192.0.2.1:53"}',
    "finished",
    'connect {"peer.address":"192.0.2.2:53"}',
    "finished",
  ]);
});
