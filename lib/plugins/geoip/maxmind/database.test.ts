import { describe, expect, test } from "vitest";
import { parseIp } from "../../../go/net.ts";
import { buildDatabase, control, type Data, type DatabaseParts, encode } from "../_test/build-database.ts";
import { openDatabase } from "./database.ts";
import { bool, float, list, record, string, uint, uint16 } from "./shape.ts";

const item = record("test.Item", { name: string(8) });
const shape = record("test.Record", {
  name: string(8),
  small: uint16,
  large: uint,
  share: float,
  yes: bool,
  items: list(item, 2),
  item,
});

const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What is found for an address, or the text of the error. */
function look(parts: DatabaseParts, address = "127.0.0.1") {
  const database = openDatabase(octets(buildDatabase(parts)));
  if (!database.ok) return `open: ${database.error}`;
  const found = database.value.lookup(parseIp(address) ?? new Uint8Array(), shape);
  return found.ok ? found.value : found.error;
}

const read = (value: Data) => look({ data: encode(value) });

describe("a record", () => {
  const full = {
    name: "n\u00c3\u00a9",
    small: { uint: 65_535 },
    large: { int: 7 },
    share: { float: 1.5 },
    yes: true,
    items: [{ map: { name: "a" } }, { map: { other: ["x", { uint: 300 }, false] } }],
    item: { map: {} },
  } as const;
  const meaning = {
    name: "n\u00e9",
    small: 65_535n,
    large: 7n,
    share: 1.5,
    yes: true,
    items: [{ name: "a" }, {}],
    item: {},
  };

  test("is read in its shape", () => expect(read({ map: full })).toEqual(meaning));
  test("is there for its addresses only", () => {
    expect(look({ data: encode({ map: full }) }, "192.0.2.1")).toBeUndefined();
  });
  test("may be made of pointers", () => {
    const strings = encode("name") + encode("abc");
    const pointer = (offset: number): string => String.fromCharCode(0x20, offset);
    const data = strings + control(7, 1) + pointer(0) + pointer(strings.indexOf(encode("abc")));
    expect(look({ data, tree: `\0\0${String.fromCharCode(1 + 16 + strings.length)}\0\0\x01` })).toEqual({
      name: "abc",
    });
  });
});

describe("trees", () => {
  const data = encode({ map: { name: "a" } });
  test.each<[string, DatabaseParts]>([
    ["24 bits", { data }],
    ["28 bits", { data, metadata: { record_size: { uint: 28 } }, tree: "\0\0\x11\0\0\0\x01" }],
    ["32 bits", { data, metadata: { record_size: { uint: 32 } }, tree: "\0\0\0\x11\0\0\0\x01" }],
  ])("records of %s", (_, parts) => {
    expect(look(parts)).toEqual({ name: "a" });
    expect(look(parts, "192.0.2.1")).toBeUndefined();
  });
  test("IPv4 addresses lie below 96 zeros", () => {
    const nodes = 97;
    const node = (number: number): string => String.fromCharCode(0, 0, number);
    const chain = Array.from({ length: 96 }, (_, at) => node(at + 1) + node(nodes)).join("");
    const parts = {
      data,
      metadata: { ip_version: { uint: 6 }, node_count: { uint: nodes } },
      tree: chain + node(nodes + 16) + node(nodes),
    };
    expect(look(parts)).toEqual({ name: "a" });
    expect(look(parts, "::7f00:1")).toEqual({ name: "a" });
    expect(look(parts, "2001:db8::1")).toBeUndefined();
  });
  test("IPv6 addresses in a tree of IPv4", () => {
    const text = "you attempted to look up an IPv6 address in an IPv4-only database";
    expect(look({ data }, "2001:db8::1")).toBe(`error looking up '2001:db8::1': ${text}`);
  });
});

describe("records that do not fit, in the words of CoreDNS's library", () => {
  const misfit = (kind: string, type: string): string =>
    `maxminddb: cannot unmarshal ${kind} (decoder.Kind) into type ${type}`;
  const cases: Readonly<Record<string, readonly [Data, string]>> = {
    "no record": ["x", `at offset 0: ${misfit("String", "test.Record")}`],
    "another kind": [{ map: { name: { uint: 1 } } }, `decoding field name: at offset 6: ${misfit("Uint32", "string")}`],
    "a list in the place of a record": [
      { map: { item: ["x"] } },
      `decoding field item: at offset 6: ${misfit("Slice", "test.Item")}`,
    ],
    "a record in the place of a list": [
      { map: { items: { map: {} } } },
      `decoding field items: at offset 7: ${misfit("Map", "[]test.Item")}`,
    ],
    "a place in a list": [
      { map: { items: ["x"] } },
      `decoding field items: decoding index 0: at offset 9: ${misfit("String", "test.Item")}`,
    ],
    "a text that is too long": [
      { map: { name: "123456789" } },
      "decoding field name: at offset 6: String size 9 exceeds maxsize 8",
    ],
    "a list that is too long": [
      { map: { items: [{ map: {} }, { map: {} }, { map: {} }] } },
      "decoding field items: at offset 7: Slice size 3 exceeds maxsize 2",
    ],
    "a list longer than the file": [
      { raw: control(7, 1) + encode("items") + control(11, 200) },
      "decoding field items: at offset 7: unexpected end of database",
    ],
    "a number that is too large": [
      { map: { small: { uint: 65_536 } } },
      "decoding field small: maxminddb: cannot unmarshal 65536 (uint64) into type uint16",
    ],
    "a number of too many octets": [
      { raw: `${control(7, 1)}${encode("small")}${control(5, 3)}abc` },
      "decoding field small: at offset 7: the MaxMind DB file's data section contains bad data (uint16 size of 3)",
    ],
    "a field twice": [
      { raw: control(7, 2) + encode("name") + encode("a") + encode("name") + encode("b") },
      'duplicate map key "name"',
    ],
    "a key that is no text": [
      { raw: control(7, 1) + encode({ uint: 7 }) + encode("x") },
      "at offset 1: unexpected map key type: Uint32",
    ],
    "the end inside a value": [
      { raw: `${control(7, 1)}${encode("name")}${control(2, 8)}abc` },
      "decoding field name: at offset 6: unexpected end of database",
    ],
    "a pointer out of the file": [
      { raw: `${control(7, 1)}${encode("name")}\x27\xff` },
      "decoding field name: at offset 6: unexpected end of database",
    ],
    "a pointer to a pointer": [
      { raw: `${control(7, 1)}${encode("name")}\x20\x06` },
      "decoding field name: at offset 6: pointer-to-pointer chain detected",
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [value, error]) => expect(read(value)).toBe(error));
});

describe("metadata that cannot be used, in the words of CoreDNS's library", () => {
  const raw = (value: Data): DatabaseParts => ({ rawMetadata: encode(value) });
  const misfit = (path: string, what: string, type: string): string =>
    `open: at offset 0, path /${path}: maxminddb: cannot unmarshal ${what} into type ${type}`;
  const cases: Readonly<Record<string, readonly [DatabaseParts, string]>> = {
    nothing: [{ rawMetadata: "" }, "open: at offset 0: unexpected end of database"],
    "a text": [
      raw("hello"),
      "open: at offset 0: maxminddb: cannot unmarshal hello (string) into type maxminddb.Metadata",
    ],
    "a list": [raw(["x"]), "open: at offset 0: maxminddb: cannot unmarshal array into type maxminddb.Metadata"],
    "a pointer to itself": [{ rawMetadata: " \0" }, "open: at offset 0: invalid pointer to pointer at offset 0"],
    "a number for a text": [
      { metadata: { database_type: { uint: 5 } } },
      misfit("database_type", "5 (uint64)", "string"),
    ],
    "a text for a number": [{ metadata: { node_count: "x" } }, misfit("node_count", "x (string)", "uint")],
    "a negative number": [{ metadata: { node_count: { int: -1 } } }, misfit("node_count", "-1 (int32)", "uint")],
    "a fraction": [{ metadata: { node_count: { float: 1.5 } } }, misfit("node_count", "1.5 (float64)", "uint")],
    "a text for a list": [{ metadata: { languages: "en" } }, misfit("languages", "en (string)", "[]string")],
    "a number in a list": [{ metadata: { languages: [{ uint: 7 }] } }, misfit("languages/0", "7 (uint64)", "string")],
    "a number in a map": [
      { metadata: { description: { map: { en: { uint: 7 } } } } },
      misfit("description/en", "7 (uint64)", "string"),
    ],
    "a tree larger than the file": [
      { metadata: { node_count: { uint: 4_000_000 } } },
      "open: the MaxMind DB contains invalid metadata",
    ],
    "records of an odd size, found out for IPv6 at once": [
      { metadata: { record_size: { uint: 20 }, ip_version: { uint: 6 } } },
      "open: unsupported record size: 20",
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [parts, error]) => expect(look(parts)).toBe(error));
});
