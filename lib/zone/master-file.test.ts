import { expect, test } from "vitest";
import { type Name, ROOT, readName } from "../dns/name/name.ts";
import { writeRecord } from "../dns/text/record.ts";
import { readZone } from "./master-file.ts";

const origin: Name = readName("example.org.") ?? ROOT;

test("all records of a file", () => {
  const { records, error } = readZone("$TTL 1h\n@ SOA ns mail 1 2h 1h 1w 60\n  NS ns\nns A 192.0.2.53\n", {
    origin,
    file: "db.example.org",
  });
  expect(error).toBeUndefined();
  expect(records.map(writeRecord)).toEqual([
    "example.org.\t3600\tIN\tSOA\tns.example.org. mail.example.org. 1 7200 3600 604800 60",
    "example.org.\t3600\tIN\tNS\tns.example.org.",
    "ns.example.org.\t3600\tIN\tA\t192.0.2.53",
  ]);
});

test("records before a mistake, and the mistake", () => {
  const { records, error } = readZone("a 60 A 192.0.2.1\nb 60 A 192.0.2.300\nc 60 A 192.0.2.3\n", {
    origin,
    file: "db",
  });
  expect(records.length).toBe(1);
  expect(error?.message).toBe('db: dns: bad A A: "192.0.2.300" at line: 2:18');
});

test("records of $GENERATE begin where the directive stands", () => {
  const { places } = readZone("$TTL 60\n$GENERATE 1-2 a$ A 192.0.2.$\nb A 192.0.2.9\n", { origin, file: "db" });
  expect(places.map(({ line }) => line)).toEqual([2, 2, 3]);
});
