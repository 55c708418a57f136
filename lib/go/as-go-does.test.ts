/** Everything in here is held against what Go itself gave. */
import { describe, expect, test } from "vitest";
import { octetBytes } from "../text/octets.ts";
import {
  DECODED,
  DURATIONS,
  FLOATS,
  HOSTS_AND_PORTS,
  INTEGERS,
  JOINED,
  NETWORKS,
  PATHS,
  QUOTED,
  RUNES,
  UNQUOTED,
  WRITTEN_FLOATS,
} from "./_test/as-go-does.ts";
import { parseDuration, parseNanoseconds } from "./duration.ts";
import { formatFloat } from "./format-float.ts";
import { contains, joinHostPort, parseCidr, parseIp, writeNetwork } from "./net.ts";
import { cleanPath, fileNameOf, folderOf, joinPath } from "./path.ts";
import { describeRune, quote, quoteOctets, quoteRune, quoteToAscii } from "./quote.ts";
import { parseBigInt, parseBigUint, parseFloat64 } from "./strconv.ts";
import { unquote } from "./unquote.ts";
import { runesOf, textOfOctets } from "./utf8.ts";

/** The text whose UTF-8 form the octets are. */
const text = (octets: string): string => textOfOctets(octets);
const isUtf8 = (octets: string): boolean =>
  Buffer.from(octetBytes(octets)).equals(Buffer.from(textOfOctets(octets), "utf8"));

describe("quotes", () => {
  test.each(QUOTED)("%j", (octets, quoted, ascii) => {
    expect(quoteOctets(octets)).toBe(quoted);
    expect(quoteToAscii(octets)).toBe(ascii);
    if (isUtf8(octets)) expect(quote(text(octets))).toBe(text(quoted));
  });
  test.each(RUNES)("character %d", (code, quoted, described) => {
    expect(quoteRune(code)).toBe(quoted);
    expect(describeRune(code)).toBe(text(described));
  });
  test("so many characters of a text", () => expect(quoteOctets("\u00c3\u00a9bc", 2)).toBe('"\u00c3\u00a9b"'));
  test.each(UNQUOTED)("%j is read", (literal, octets) => expect(unquote(literal)).toBe(octets));
});

test.each(DECODED)("the characters of %j", (octets, runes) =>
  expect([...runesOf(octets)].map((rune) => [rune.code, rune.octets])).toEqual(runes),
);

describe("numbers", () => {
  test.each(INTEGERS)("%j with base %d and %d bits", (...[digits, base, bits, signed, unsigned]) => {
    const int = parseBigInt(digits, base, bits);
    expect(int.ok ? int.value : int.error).toBe(signed);
    const uint = parseBigUint(digits, base, bits);
    expect(uint.ok ? uint.value : uint.error).toBe(unsigned);
  });
  test.each(FLOATS)("%j as a float", (written, expected) => {
    const reading = parseFloat64(written);
    expect(reading.ok ? formatFloat(reading.value, "g") : reading.error).toBe(expected);
  });
  test.each(WRITTEN_FLOATS)("%d with %s and %d digits", (...[value, verb, precision, written]) =>
    expect(formatFloat(value, verb, precision)).toBe(written),
  );
});

describe("paths", () => {
  test.each(PATHS)("%j", (...[path, clean, folder, name]) =>
    expect([cleanPath(path), folderOf(path), fileNameOf(path)]).toEqual([clean, folder, name]),
  );
  test.each(JOINED)("%j and %j", (folder, path, joined) => expect(joinPath(folder, path)).toBe(joined));
});

describe("hosts and networks", () => {
  test.each(HOSTS_AND_PORTS)("%j with port %j", (host, port, joined) => expect(joinHostPort(host, port)).toBe(joined));
  const addresses = [...new Set(NETWORKS.flatMap(([, , inside]) => inside))];
  test.each(NETWORKS)("%s", (written, printed, inside) => {
    const network = parseCidr(written);
    expect(network && writeNetwork(network)).toBe(printed);
    if (network === undefined) return;
    expect(addresses.filter((address) => contains(network, parseIp(address) ?? new Uint8Array()))).toEqual(inside);
  });
});

test.each(DURATIONS)("a duration %j", (octets, nanoseconds, printed) => {
  const reading = parseNanoseconds(text(octets));
  expect(reading.ok ? reading.value : 0n).toBe(nanoseconds);
  const duration = parseDuration(text(octets));
  expect(duration.ok ? duration.value.text : duration.error).toBe(text(printed));
});
