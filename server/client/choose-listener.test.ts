import { describe, expect, it, test } from "vitest";
import type { Listener } from "../../lib/api/engine.ts";
import { chooseListener, readDestination } from "./choose-listener.ts";

const listener = (label: string, address: string, port: number): Listener => ({
  label,
  kind: label.startsWith("tls") ? "tls" : "dns",
  wanted: { address, port },
  bound: { address: "127.0.0.1", port: 40_000 },
  serves: ["."],
});

const listeners = [
  listener("tls://:853", "", 853),
  listener("dns://:53", "", 53),
  listener("dns://127.0.0.2:53", "127.0.0.2", 53),
  listener("dns://[::1]:53", "::1", 53),
  listener("dns://0.0.0.0:54", "0.0.0.0", 54),
];

describe("where a question is sent decides which listener takes it", () => {
  test.each([
    ["nothing said: the first for DNS", "", "dns://:53"],
    ["a port", "54", "dns://0.0.0.0:54"],
    ["an address with a socket of its own", "127.0.0.2", "dns://127.0.0.2:53"],
    ["an address without one", "192.0.2.1", "dns://:53"],
    ["an address and a port", "192.0.2.1:54", "dns://0.0.0.0:54"],
    ["IPv6 with a socket of its own", "::1", "dns://[::1]:53"],
    ["IPv6 in another spelling, with a port", "[0:0:0:0:0:0:0:1]:53", "dns://[::1]:53"],
    ["IPv6 never comes to 0.0.0.0", "[2001:db8::1]:54", undefined],
    ["a port that nobody has", "99", undefined],
  ])("%s", (_, at, label) => {
    const destination = at === "" ? {} : readDestination(at);
    expect(destination === undefined ? "unread" : chooseListener(listeners, destination)?.label).toBe(label);
  });
  it.each(["example.org", "127.0.0.1:x", "99999", "[::1", ""])("%s is no destination", (text) => {
    expect(readDestination(text)).toBeUndefined();
  });
});
