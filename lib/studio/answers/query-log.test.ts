import { describe, expect, test } from "vitest";
import type { QuerySummary } from "../../api/events.ts";
import { askCommand, filterQueries, servedInWords } from "./query-log.ts";

const query = (id: number, fields: Partial<QuerySummary> = {}): QuerySummary => ({
  id,
  atMs: 0,
  client: "127.0.0.1:5353",
  transport: "udp",
  listener: "dns://:53",
  name: "www.example.org.",
  type: "A",
  class: "IN",
  rcode: "NOERROR",
  answeredBy: "file",
  sizeBytes: 64,
  tookMicros: 420,
  ...fields,
});

const queries = [
  query(1),
  query(2, { name: "db.corp.example.", rcode: "NXDOMAIN", answeredBy: "hosts" }),
  query(3, { type: "AAAA", transport: "tcp", client: "192.0.2.7:40000" }),
  query(4, { rcode: "", answeredBy: "erratic" }),
];

test.each([
  ["", [1, 2, 3, 4]],
  ["nxdomain", [2]],
  ["FILE example.org", [1, 3]],
  ["-hosts -erratic", [1, 3]],
  ["tcp aaaa", [3]],
  ["192.0.2.7", [3]],
  ["no reply", [4]],
  ["nothing-of-this", []],
])("the filter %j", (filter, ids) => expect(filterQueries(queries, filter).map(({ id }) => id)).toEqual(ids));

test("a served query in words", () =>
  expect(queries.map(servedInWords)).toEqual([
    "NOERROR, answered by file, 64 bytes to 127.0.0.1:5353 over UDP in 0.42 ms",
    "NXDOMAIN, answered by hosts, 64 bytes to 127.0.0.1:5353 over UDP in 0.42 ms",
    "NOERROR, answered by file, 64 bytes to 192.0.2.7:40000 over TCP in 0.42 ms",
    "no reply, answered by erratic, 64 bytes to 127.0.0.1:5353 over UDP in 0.42 ms",
  ]));

describe("from a terminal", () => {
  const everywhere = { bound: { address: "::", port: 1053 }, wanted: { address: "", port: 853 } };
  const there = { bound: { address: "127.0.0.2", port: 53 }, wanted: { address: "127.0.0.2", port: 853 } };
  test("at this machine, when the listener is everywhere", () =>
    expect(askCommand(query(1), everywhere)).toBe("dig @127.0.0.1 -p 1053 -t A -q www.example.org."));
  test("with transport, class and a name that a shell would not take", () =>
    expect(askCommand({ name: "it's.example.", type: "TXT", class: "CH", transport: "tcp" }, there)).toBe(
      String.raw`dig @127.0.0.2 -p 53 +tcp -c CH -t TXT -q 'it'\''s.example.'`,
    ));
  test.each([
    ["tls", "dig @127.0.0.2 -p 53 +tls -t A -q www.example.org."],
    ["https", "dig @127.0.0.2 -p 53 +https -t A -q www.example.org."],
    ["quic", "kdig @127.0.0.2 -p 53 +quic -t A -q www.example.org."],
    ["https3", "corefile-studio query www.example.org. A --https3 --at 127.0.0.2:853"],
    ["grpc", "corefile-studio query www.example.org. A --grpc --at 127.0.0.2:853"],
  ])("with a client that speaks %s", (transport, command) =>
    expect(askCommand(query(1, { transport }), there)).toBe(command),
  );
  test("at a port, and at an address with colons, of the Corefile", () => {
    const asked = query(1, { transport: "grpc", class: "CH" });
    const v6 = { ...there, wanted: { address: "::1", port: 853 } };
    expect(askCommand(asked, everywhere)).toBe("corefile-studio query www.example.org. A --class CH --grpc --at 853");
    expect(askCommand(asked, v6)).toBe("corefile-studio query www.example.org. A --class CH --grpc --at '[::1]:853'");
  });
});
