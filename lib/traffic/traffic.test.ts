/** The same queries out of CoreDNS's log, its dnstap and two captures: fixtures/traffic says how these were made. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FORMAT_WORDS } from "./format.ts";
import type { LoggedMessage } from "./sink.ts";
import { Traffic, type TrafficOptions } from "./traffic.ts";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../../fixtures/traffic/${name}`, import.meta.url));

/** Reads octets in pieces of this size. */
function read(octets: Uint8Array, options: Partial<TrafficOptions> & { readonly piece?: number } = {}): Traffic {
  const traffic = new Traffic({ source: "a test", ...options });
  const { piece = octets.length } = options;
  for (let at = 0; at < octets.length; at += piece) traffic.push(octets.subarray(at, at + piece));
  traffic.end();
  return traffic;
}

const rows = (traffic: Traffic): readonly string[] =>
  traffic.questions
    .list()
    .map(({ name, type, class: qclass = "IN", from, via, do: dnssecOk, count, codes }) =>
      [
        name,
        type,
        qclass,
        from,
        via,
        ...(dnssecOk === true ? ["do"] : []),
        `x${count}`,
        ...codes.map(({ code }) => code),
      ].join(" "),
    )
    .sort();

const EXAMPLE_ORG = [
  "mail.example.org. A IN 127.0.0.1 tcp x2 NOERROR",
  "mail.example.org. MX IN 127.0.0.1 udp x1 NOERROR",
  "nope.example.org. A IN 127.0.0.7 udp x1 SERVFAIL",
  "www.example.org. A IN 127.0.0.1 tcp x1 NOERROR",
  "www.example.org. A IN 127.0.0.1 udp x3 NOERROR",
  "www.example.org. AAAA IN 127.0.0.1 udp do x1 NOERROR",
  "www.example.org. AAAA IN 127.0.0.1 udp x1 NOERROR",
  "www.example.org. AAAA IN ::1 udp x1 NOERROR",
];
const COMMON = [...EXAMPLE_ORG, "intranet.corp.example.net. A IN 127.0.0.1 udp x4 SERVFAIL"];
/** Of the block with a format of its own. */
const OTHERS = [
  "printer.local. SRV IN 127.0.0.1 udp x1 SERVFAIL",
  "txt. A CH 127.0.0.1 udp x1 SERVFAIL",
  "version.bind. A CH 127.0.0.1 udp x1 SERVFAIL",
  "www.example.com. A IN 127.0.0.1 udp x1 NOERROR",
  "www.example.com. HTTPS IN 127.0.0.1 udp x1 SERVFAIL",
];
const ALL = [...COMMON, ...OTHERS].sort();
const PORTS = { ports: [1853] };
const CUSTOM = "{remote} asked {name} {type} {class} over {proto}: {rcode} in {duration}";

const inputs: Readonly<Record<string, readonly [string, Partial<TrafficOptions>, readonly string[]]>> = {
  "a log whose formats are known": ["coredns.log", { formats: [CUSTOM] }, ALL],
  "a log whose own format is guessed": ["coredns.log", {}, ALL],
  "dnstap of one zone": ["coredns.dnstap", {}, [...EXAMPLE_ORG].sort()],
  "tcpdump on one interface": ["dns.pcap", PORTS, ALL],
  "tcpdump on all interfaces, each packet twice": ["any.pcapng", PORTS, ALL],
};

describe.each(Object.entries(inputs))("%s", (_, [file, options, expected]) => {
  test("at once", () => expect(rows(read(fixture(file), options))).toEqual(expected));
  test.each([1, 7, 333])("in pieces of %i octets", (piece) =>
    expect(rows(read(fixture(file), { ...options, piece }))).toEqual(expected),
  );
  test("is undamaged", () => expect(read(fixture(file), options).damage).toBeUndefined());
});

test("each format is found from its first octets", () => {
  const found = ["coredns.log", "coredns.dnstap", "dns.pcap", "any.pcapng"].map((name) => read(fixture(name)).format);
  expect(found).toEqual(["log", "dnstap", "pcap", "pcapng"]);
  expect(FORMAT_WORDS[read(new Uint8Array()).format ?? "pcap"]).toBe("log");
  expect(read(Uint8Array.of(0x1f, 0x8b, 8, 0)).damage).toContain("compressed");
});

test("servers on other ports are looked for only when they are named", () => {
  const traffic = read(fixture("dns.pcap"));
  expect([traffic.questions.size, traffic.skipped.get("not DNS")]).toEqual([0, expect.any(Number)]);
});

test("what is no query is told line by line, with its level", () => {
  const messages: LoggedMessage[] = [];
  const traffic = read(fixture("coredns.log"), { onMessage: (message) => messages.push(message) });
  expect(messages.filter(({ level }) => level === "ERROR")).toHaveLength(8);
  expect(messages).toContainEqual({ level: undefined, text: "example.org.:1853" });
  expect(messages).toContainEqual({ level: "INFO", text: "SIGINT: Shutting down" });
  expect(traffic.messages).toBe(messages.length);
});

describe("a file that was cut", () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    pcap: ["dns.pcap", "the file ends within a packet"],
    pcapng: ["any.pcapng", "the file ends within a block"],
    dnstap: ["coredns.dnstap", "the file ends within a frame"],
  };
  test.each(Object.entries(cases))("%s", (_, [file, damage]) => {
    const octets = fixture(file);
    const traffic = read(octets.subarray(0, Math.floor(octets.length / 2) + 1), PORTS);
    expect([traffic.damage, traffic.questions.size > 1]).toEqual([damage, true]);
  });
});

test("a length that cannot be ends the reading there", () => {
  const octets = Uint8Array.from(fixture("dns.pcap"));
  octets.fill(0xff, 24 + 8, 24 + 12);
  expect(read(octets, PORTS).damage).toBe("the packet at octet 24 cannot be as long as it says");
});
