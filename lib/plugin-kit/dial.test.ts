import { describe, expect, test } from "vitest";
import { fakeHost } from "../ports/_test/fake-host.ts";
import { type Exchange, ExchangeError } from "../ports/exchange.ts";
import { type DialParts, dialError } from "./dial.ts";

/** A world in which nothing can be connected to. */
function withoutNetwork(files: Readonly<Record<string, string>> = {}): DialParts {
  const exchange: Exchange = {
    connect: ({ transport, address, port }) =>
      Promise.reject(new ExchangeError("unreachable", `dial ${transport} ${address}:${port}: connect: no network`)),
  };
  return { ...fakeHost(files), exchange };
}

const cases: Readonly<Record<string, string>> = {
  "http://192.0.2.1/path": "dial tcp 192.0.2.1:80: connect: no network",
  "https://192.0.2.1": "dial tcp 192.0.2.1:443: connect: no network",
  "http://192.0.2.1:8080/": "dial tcp 192.0.2.1:8080: connect: no network",
  "http://[2001:db8::1]:81/": "dial tcp 2001:db8::1:81: connect: no network",
  "https://api.example.org/v1":
    "dial tcp: lookup api.example.org on 192.0.2.53:53: dial udp 192.0.2.53:53: connect: no network",
  "/v1": 'unsupported protocol scheme ""',
  "ftp://192.0.2.1": 'unsupported protocol scheme "ftp"',
  "http:///v1": "http: no Host in request URL",
};

describe("services that cannot be connected to", () => {
  const resolv = { "/etc/resolv.conf": "search example.org\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n" };
  test.each(Object.entries(cases))("%s", async (url, error) =>
    expect(await dialError(url, 1000, withoutNetwork(resolv))).toBe(error),
  );
  test("without resolv.conf the resolver is this machine", async () =>
    expect(await dialError("http://api.example.org", 1000, withoutNetwork())).toContain("on 127.0.0.1:53: "));
});

test("what can be connected to is hung up on", async () => {
  const host = fakeHost();
  expect(await dialError("http://192.0.2.1", 1000, host)).toBeUndefined();
  expect([host.exchange.connected, host.exchange.open.size]).toEqual([["tcp 192.0.2.1:80"], 0]);
});
