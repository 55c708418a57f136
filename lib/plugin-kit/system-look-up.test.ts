import { expect, test } from "vitest";
import { reply } from "../chain/_test/messages.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { fakeHost } from "../ports/_test/fake-host.ts";
import { ExchangeError } from "../ports/exchange.ts";
import { lookUpInSystem } from "./system-look-up.ts";

const FILES = {
  "/etc/hosts": "192.0.2.9 dns.example.org # ours\n192.0.2.10 single\n",
  "/etc/resolv.conf": "nameserver 192.0.2.53\nnameserver 2001:db8::53\n",
};

/** What the resolvers know. */
function answering(rcode: number, recursionAvailable = true) {
  return fakeHost(FILES, (message) => {
    const asked = decodeMessage(message);
    const isA = asked.question[0]?.type === RRType.A;
    const answer = asked.question[0]?.name === "a.example.net." && isA ? ["a.example.net. 60 IN A 192.0.2.7"] : [];
    return encodeMessage({ ...reply(asked, { answer }), rcode, recursionAvailable });
  });
}

async function lookUp(name: string, host = answering(Rcode.NOERROR)): Promise<unknown> {
  const looking = lookUpInSystem(name, host);
  for (let times = 0; times < 12; times++) await host.clock.pass(5000);
  const found = await looking;
  return "kind" in found ? found.text : found;
}

test("names of the hosts file come first", async () => expect(await lookUp("DNS.example.org.")).toEqual(["192.0.2.9"]));
test("single labels with a dot behind them are not found in it", async () =>
  expect(await lookUp("single.")).toBe("lookup single. on 192.0.2.53:53: no such host"));
test("single labels without one are", async () => expect(await lookUp("Single")).toEqual(["192.0.2.10"]));
test("domains to search are tried first for a single label, last for a name with dots", async () => {
  const asked: string[] = [];
  const host = fakeHost({ "/etc/resolv.conf": "search net example.net\n" }, (message) => {
    const question = decodeMessage(message);
    asked.push(question.question[0]?.name ?? "");
    return encodeMessage({ ...reply(question, {}), rcode: Rcode.NXDOMAIN });
  });
  expect(await lookUp("a", host)).toBe("lookup a on 127.0.0.1:53: no such host");
  expect(await lookUp("a.b", host)).toBe("lookup a.b on 127.0.0.1:53: no such host");
  const tried = ["a.net.", "a.example.net.", "a.", "a.b.", "a.b.net.", "a.b.example.net."];
  expect(asked).toEqual(tried.flatMap((name) => [name, name]));
});
test("then the resolvers are asked", async () => expect(await lookUp("a.example.net.")).toEqual(["192.0.2.7"]));
test("what is no host name is not asked for", async () =>
  expect(await lookUp("a/b.")).toBe("lookup a/b.: no such host"));
test("a name that is not there", async () =>
  expect(await lookUp("b.example.net.", answering(Rcode.NXDOMAIN))).toBe(
    "lookup b.example.net. on 192.0.2.53:53: no such host",
  ));
test("a server that has trouble: the last one is told", async () =>
  expect(await lookUp("b.example.net.", answering(Rcode.SERVFAIL))).toBe(
    "lookup b.example.net. on [2001:db8::53]:53: server misbehaving",
  ));
test("a server that knows nothing and asks nobody", async () =>
  expect(await lookUp("b.example.net.", answering(Rcode.NOERROR, false))).toBe(
    "lookup b.example.net. on [2001:db8::53]:53: lame referral",
  ));
test("servers that cannot be reached", async () => {
  const host = answering(Rcode.NOERROR);
  const connect = () =>
    Promise.reject(new ExchangeError("unreachable", "dial udp 192.0.2.53:53: connect: network is unreachable"));
  const files = fakeHost({ "/etc/resolv.conf": "nameserver 192.0.2.53" }).files;
  expect(await lookUpInSystem("a.example.net.", { ...host, files, exchange: { connect } })).toEqual({
    kind: "error",
    text: "lookup a.example.net. on 192.0.2.53:53: dial udp 192.0.2.53:53: connect: network is unreachable",
  });
});
