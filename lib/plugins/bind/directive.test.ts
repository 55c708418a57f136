import { describe, expect, test, vi } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { run, world } from "../_test/run.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

test.each([
  [["bind"], "plugin/bind: at least one address or interface name is expected"],
  [["bind 127.0.0.1 {", "only lo", "}"], 'plugin/bind: invalid option "only"'],
  [
    ["bind 127.0.0.1 {", "except", "}"],
    "plugin/bind: at least one address or interface must be given to except subdirective",
  ],
])("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

const host = () => ({
  ...world(),
  identity: {
    hostname: "host.example.org",
    version: "1.15.0",
    environment: {},
    processors: 2,
    interfaces: () => [
      { name: "lo", address: "127.0.0.1", prefixLength: 8 },
      { name: "lo", address: "::1", prefixLength: 128 },
      { name: "eth0", address: "192.0.2.1", prefixLength: 24 },
    ],
  },
});

const cases: Readonly<Record<string, readonly string[]>> = {
  "bind 192.0.2.7": ["192.0.2.7"],
  "bind lo": ["127.0.0.1", "::1"],
  "bind eth0 2001:db8::1": ["192.0.2.1", "2001:db8::1"],
  "bind lo {\nexcept ::1\n}": ["127.0.0.1"],
  "bind lo eth0 {\nexcept lo\n}": ["192.0.2.1"],
  "bind 192.0.2.1\nbind 192.0.2.2": ["192.0.2.1", "192.0.2.2"],
};

describe("addresses", () => {
  test.each(Object.entries(cases))("%j", async (lines, addresses) => {
    const { blocks, messages } = await run(setup, lines, host());
    expect([blocks[0]?.settings.get(LISTEN_HOSTS), messages]).toEqual([addresses, []]);
  });
  test.each(["nowhere0", "127.0.0.1:53", "[::1]", "192.0.2.0/24"])("%s is none", async (word) => {
    const { messages } = await run(setup, `bind ${word}`, host());
    expect(messages).toEqual([`plugin/bind: not a valid IP address or interface name: "${word}"`]);
  });
  test("the interfaces are looked up once, however many addresses there are", async () => {
    const addresses = Array.from(
      { length: 130_000 },
      (_, index) => `127.${index >> 16}.${(index >> 8) % 256}.${index % 256}`,
    );
    const here = host();
    const looked = vi.spyOn(here.identity, "interfaces");
    const { blocks } = await run(
      setup,
      `bind ${addresses.join(" ")} {\nexcept ${addresses.slice(1).join(" ")}\n}`,
      here,
    );
    expect(blocks[0]?.settings.get(LISTEN_HOSTS)).toEqual(["127.0.0.0"]);
    expect(looked).toHaveBeenCalledOnce();
  });
});
