/** Captures as they would come from links, tags and headers of which there is no recording. */
import { encode, type Packet } from "dns-packet";
import { describe, expect, test } from "vitest";
import { Traffic } from "../traffic.ts";

const question = (name: string): Packet => ({ type: "query", id: 7, questions: [{ name, type: "A" }] });
const DNS = Uint8Array.from(encode(question("www.example.org")));
const REPLY = Uint8Array.from(encode({ ...question("www.example.org"), type: "response", flags: 0x8003 }));

const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const u16 = (value: number): readonly number[] => [value >> 8, value & 0xff];
const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const little = (value: number): readonly number[] => u32(value).toReversed();

const udp = (message: Uint8Array, ports: readonly [number, number] = [40_000, 53]): Uint8Array =>
  join(u16(ports[0]), u16(ports[1]), u16(8 + message.length), [0, 0], message);
const ipv4 = (payload: Uint8Array, protocol = 17, fragment = 0): Uint8Array =>
  join(
    [0x45, 0],
    u16(20 + payload.length),
    [0, 1],
    u16(fragment),
    [64, protocol, 0, 0],
    [192, 0, 2, 1],
    [192, 0, 2, 53],
    payload,
  );
const V6_FROM = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
const ipv6 = (next: number, rest: Uint8Array): Uint8Array =>
  join([0x60, 0, 0, 0], u16(rest.length), [next, 64], V6_FROM, V6_FROM.with(15, 53), rest);
const MAC = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];

/** A capture in the older format, in the order of octets of most machines. */
function pcap(link: number, frames: readonly Uint8Array[], cutTo = 65_535): Uint8Array {
  const head = join(little(0xa1b2c3d4), [2, 0, 4, 0], little(0), little(0), little(65_535), little(link));
  const records = frames.map((frame) => {
    const kept = frame.subarray(0, cutTo);
    return join(little(1), little(0), little(kept.length), little(frame.length), kept);
  });
  return join(head, ...records);
}

function read(octets: Uint8Array) {
  const traffic = new Traffic({ source: "a test" });
  traffic.push(octets);
  traffic.end();
  const rows = traffic.questions
    .list()
    .map(({ name, from, via, count, codes }) => [name, from, via, count, ...codes.map(({ code }) => code)].join(" "));
  return { rows, skipped: Object.fromEntries(traffic.skipped), damage: traffic.damage };
}

const V4 = "www.example.org. 192.0.2.1 udp 1";
const V6 = "www.example.org. 2001:db8::1 udp 1";
const QUERY = ipv4(udp(DNS));
const links: Readonly<Record<string, readonly [number, Uint8Array, string]>> = {
  Ethernet: [1, join(MAC, [8, 0], QUERY), V4],
  "Ethernet with its padding": [1, join(MAC, [8, 0], QUERY, new Uint8Array(20)), V4],
  "a VLAN": [1, join(MAC, [0x81, 0, 0, 5, 8, 0], QUERY), V4],
  "two VLANs in one another": [1, join(MAC, [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 0x86, 0xdd], ipv6(17, udp(DNS))), V6],
  "Linux cooked, version 1": [113, join([0, 0, 0, 1, 0, 6], new Uint8Array(8), [8, 0], QUERY), V4],
  "Linux cooked, version 2": [276, join([8, 0, 0, 0], new Uint8Array(16), QUERY), V4],
  "raw IP": [101, QUERY, V4],
  "raw IP of BSD": [12, ipv6(17, udp(DNS)), V6],
  "the loopback of BSD": [0, join([2, 0, 0, 0], QUERY), V4],
  "the loopback of OpenBSD": [108, join([0, 0, 0, 24], ipv6(17, udp(DNS))), V6],
  "IPv6 with hop-by-hop and destination options": [
    229,
    ipv6(0, join([60, 0, 0, 0, 0, 0, 0, 0], [17, 1], new Uint8Array(14), udp(DNS))),
    V6,
  ],
  "IPv6 in a fragment that is the whole": [229, ipv6(44, join([17, 0, 0, 0, 0, 0, 0, 9], udp(DNS))), V6],
  "IPv6 with an authentication header": [229, ipv6(51, join([17, 4], new Uint8Array(22), udp(DNS))), V6],
};

describe("links and headers", () => {
  test.each(Object.entries(links))("%s", (_, [link, frame, row]) =>
    expect(read(pcap(link, [frame]))).toEqual({ rows: [row], skipped: {}, damage: undefined }),
  );
  test("octets in the other order, and nanoseconds", () => {
    const head = join(u32(0xa1b23c4d), [0, 2, 0, 4], u32(0), u32(0), u32(65_535), u32(101));
    const record = join(u32(1), u32(0), u32(QUERY.length), u32(QUERY.length), QUERY);
    expect(read(join(head, record)).rows).toEqual([V4]);
  });
});

const skips: Readonly<Record<string, readonly [number, Uint8Array, string]>> = {
  "a fragment of IPv4": [101, ipv4(udp(DNS), 17, 0x2000), "fragment"],
  "a later fragment of IPv4": [101, ipv4(udp(DNS), 17, 3), "fragment"],
  "a fragment of IPv6": [101, ipv6(44, join([17, 0, 0, 1, 0, 0, 0, 9], udp(DNS))), "fragment"],
  ARP: [1, join(MAC, [8, 6], new Uint8Array(28)), "not DNS"],
  "another port": [101, ipv4(udp(DNS, [40_000, 123])), "not DNS"],
  "a query from the port of a server to another": [101, ipv4(udp(DNS, [53, 4000])), "not DNS"],
  "multicast DNS": [
    101,
    join(
      [0x45, 0],
      u16(20 + 8 + DNS.length),
      [0, 1, 0, 0, 255, 17, 0, 0, 192, 0, 2, 1, 224, 0, 0, 251],
      udp(DNS, [5353, 5353]),
    ),
    "not DNS",
  ],
  "a link that nobody knows": [147, QUERY, "unknown link"],
  "half a name": [101, ipv4(udp(DNS.subarray(0, 20))), "malformed"],
  "a length beyond the packet": [101, ipv4(join(u16(1), u16(53), u16(999), [0, 0], DNS)), "malformed"],
  "an UPDATE": [101, ipv4(udp(DNS.with(2, 0x28))), "not a query"],
};

describe("what is left out is counted", () => {
  test.each(Object.entries(skips))("%s", (_, [link, frame, reason]) =>
    expect(read(pcap(link, [frame]))).toEqual({ rows: [], skipped: { [reason]: 1 }, damage: undefined }),
  );
  test("a capture of the first octets only", () => expect(read(pcap(101, [QUERY], 40)).skipped).toEqual({ cut: 1 }));
});

describe("queries and replies", () => {
  const reply = ipv4(udp(REPLY, [53, 40_000]));
  const back = join(reply.subarray(0, 12), reply.subarray(16, 20), reply.subarray(12, 16), reply.subarray(20));
  test("a reply belongs to its query", () => expect(read(pcap(101, [QUERY, back])).rows).toEqual([`${V4} NXDOMAIN`]));
  test("a reply alone tells the query, too", () => expect(read(pcap(101, [back])).rows).toEqual([`${V4} NXDOMAIN`]));
  test("what is asked again without a reply is one query", () =>
    expect(read(pcap(101, [QUERY, QUERY, back, back])).rows).toEqual([`${V4} NXDOMAIN`]));
  test("what is asked again after its reply is another", () =>
    expect(read(pcap(101, [QUERY, back, QUERY, back])).rows).toEqual(["www.example.org. 192.0.2.1 udp 2 NXDOMAIN"]));
});

describe("TCP", () => {
  const SYN = 2;
  const tcp = (sequence: number, flags: number, octets: Uint8Array): Uint8Array =>
    ipv4(join(u16(40_000), u16(53), u32(sequence), u32(0), [0x50, flags], u16(1000), [0, 0, 0, 0], octets), 6);
  const other = Uint8Array.from(encode({ ...question("mail.example.org"), id: 8 }));
  const stream = join(u16(DNS.length), DNS, u16(other.length), other);
  const start = tcp(0xffff_fff0, SYN, new Uint8Array());
  const piece = (from: number, to: number): Uint8Array =>
    tcp((0xffff_fff1 + from) >>> 0, 0x18, stream.subarray(from, to));
  const BOTH = ["mail.example.org. 192.0.2.1 tcp 1", "www.example.org. 192.0.2.1 tcp 1"];
  const sorted = (frames: readonly Uint8Array[]) => {
    const { rows, skipped } = read(pcap(101, frames));
    return [rows.toSorted(), skipped];
  };

  test("several messages in one segment", () => expect(sorted([start, piece(0, 999)])).toEqual([BOTH, {}]));
  test("octet by octet, also within a length, past the end of sequence numbers", () => {
    const pieces = [...stream].map((_, at) => piece(at, at + 1));
    expect(sorted([start, ...pieces])).toEqual([BOTH, {}]);
  });
  test("segments that are sent again, whole and in part", () =>
    expect(sorted([start, piece(0, 9), piece(0, 9), piece(5, 40), piece(20, 999)])).toEqual([BOTH, {}]));
  test("a segment that is missing ends the stream", () =>
    expect(sorted([start, piece(0, DNS.length + 2), piece(DNS.length + 5, 999)])).toEqual([
      ["www.example.org. 192.0.2.1 tcp 1"],
      { "gap in a TCP stream": 1 },
    ]));
  test("a stream whose beginning was not captured", () =>
    expect(sorted([piece(0, DNS.length + 2), piece(DNS.length + 2, 999)])).toEqual([BOTH, {}]));
  test("one that begins within a message", () =>
    expect(sorted([piece(9, 30)])).toEqual([[], { "gap in a TCP stream": 1 }]));
});

describe("pcapng", () => {
  const block = (type: number, body: Uint8Array): Uint8Array => {
    const padded = join(body, new Uint8Array((4 - (body.length % 4)) % 4));
    return join(little(type), little(12 + padded.length), padded, little(12 + padded.length));
  };
  const section = block(0x0a0d0d0a, join(little(0x1a2b3c4d), [1, 0, 0, 0], new Uint8Array(8).fill(0xff)));
  const device = (link: number): Uint8Array => block(1, join([link, 0, 0, 0], little(0)));
  const lengths = join(little(0), little(0), little(QUERY.length), little(QUERY.length));
  test("packets of each kind, each on its own interface, and blocks that nobody knows", () => {
    const ether = join(MAC, [8, 0], QUERY);
    const etherLengths = join(little(0), little(0), little(ether.length), little(ether.length));
    const simple = block(3, join(little(ether.length), ether));
    const enhanced = block(6, join(little(1), lengths, QUERY));
    const old = block(2, join([0, 0, 0, 0], etherLengths, ether));
    for (const packet of [simple, enhanced, old]) {
      expect(read(join(section, device(1), device(101), block(0xbad, DNS), packet)).rows).toEqual([V4]);
    }
  });
  test("a new section has interfaces of its own", () => {
    const packet = block(6, join(little(0), lengths, QUERY));
    expect(read(join(section, device(1), section, packet)).rows).toEqual([]);
    expect(read(join(section, device(1), section, device(101), packet)).rows).toEqual([V4]);
  });
  test("a length that cannot be", () =>
    expect(read(join(section, little(6), little(7), new Uint8Array(40))).damage).toContain("cannot be as long"));
});
