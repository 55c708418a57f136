import { describe, expect, test } from "vitest";
import { EDNS, query, request } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Edns } from "../../dns/message/message.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { failing, replying, serve, streaming } from "../_test/serve.ts";
import { createNsid } from "./handler.ts";
import { setup } from "./setup.ts";

const NSID = 3;
const ASKING: Edns = { ...EDNS, options: [{ code: NSID, data: new Uint8Array() }] };
const OTHER = { code: 10, data: Uint8Array.of(1) };

const optionsOf = (edns: Edns | undefined): readonly string[] | undefined =>
  edns?.options.map(({ code, data }) => `${code} ${String.fromCharCode(...data)}`);

describe("nsid", () => {
  test("makes an OPT record with the client's size and DO, as CoreDNS does", async () => {
    const { message, wayBack } = await serve(createNsid("ns1"), query("example.org. A", { edns: ASKING }), replying());
    expect(message?.edns).toMatchObject({ udpSize: 1232, dnssecOk: true });
    expect([optionsOf(message?.edns), wayBack]).toEqual([
      ["3 ns1"],
      "changed: the client asked for the server's identifier: ns1",
    ]);
  });
  test("adds to an OPT record that is there", async () => {
    const edns = { ...EDNS, udpSize: 700, options: [OTHER] };
    const { message } = await serve(createNsid("ns1"), query("example.org. A", { edns: ASKING }), replying({ edns }));
    expect([message?.edns?.udpSize, message?.edns?.dnssecOk]).toEqual([700, false]);
    expect(optionsOf(message?.edns)).toEqual(["10 \u0001", "3 ns1"]);
  });
  test("takes the place of an identifier that is there", async () => {
    const edns = { ...EDNS, options: [{ code: NSID, data: Uint8Array.of(65) }, OTHER] };
    const { message } = await serve(createNsid("ns1"), query("example.org. A", { edns: ASKING }), replying({ edns }));
    expect(optionsOf(message?.edns)).toEqual(["3 ns1", "10 \u0001"]);
  });
  test("stands in each message of a stream", async () => {
    const asked = query("example.org. AXFR", { edns: ASKING });
    const { streamed } = await serve(createNsid("ns1"), asked, streaming({}, {}));
    expect(streamed.map(({ edns }) => optionsOf(edns))).toEqual([["3 ns1"], ["3 ns1"]]);
  });
  test("tells nobody who did not ask", async () => {
    const { message, verdict } = await serve(createNsid("ns1"), query("example.org. A", { edns: EDNS }), replying());
    expect([message?.edns, verdict]).toEqual([undefined, "not in scope"]);
  });
  test("has nothing to add to when no reply was written", async () => {
    const { outcome, verdict } = await serve(
      createNsid("ns1"),
      query("example.org. A", { edns: ASKING }),
      failing(Rcode.SERVFAIL),
    );
    expect([outcome.reply, verdict]).toEqual([undefined, "observed"]);
  });
});

test.each([
  ["nsid", "host.example.org"],
  ["nsid Use The Force", "Use The Force"],
])("%s", async (line, identifier) => {
  const answering = { ...setup, name: "next", create: () => ({ name: "next", serve: replying() }) };
  const { blocks } = setUp(`.:1053 {\n${line}\nnext\n}`, [setup, answering]);
  const outcome = await blocks[0]?.chain.start(query("example.org. A", request("example.org. A", { edns: ASKING })));
  expect(optionsOf(outcome?.reply?.message.edns)).toEqual([`3 ${identifier}`]);
});
