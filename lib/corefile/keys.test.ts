import { expect, test } from "vitest";
import { filesInMemory } from "./imports/files-in-memory.ts";
import { keyText, resolveKeys } from "./keys.ts";
import { loadCorefile } from "./load.ts";
import { checkServedKeys, type ServedKey } from "./overlap.ts";

function resolve(corefile: string) {
  return resolveKeys(
    loadCorefile({ file: "Corefile", text: corefile, files: filesInMemory({}), environment: {} }),
    "1053",
  );
}

const reverse = (from: number, to: number, zone: string) =>
  Array.from({ length: to - from + 1 }, (_, index) => `dns://${from + index}.${zone}:1053`);

const cases: Readonly<Record<string, readonly [key: string, is: readonly string[]]>> = {
  "a name": ["EXAMPLE.Org", ["dns://example.org.:1053"]],
  "the default port of each scheme": [
    "tls://a quic://a grpc://a https://a https3://a dns://a",
    ["tls://a.:853", "quic://a.:853", "grpc://a.:443", "https://a.:443", "https3://a.:443", "dns://a.:1053"],
  ],
  "a scheme in capitals is part of the name": ["DNS://example.org:5", ["dns://dns://example.org.:5"]],
  "a port that is a word is part of the name": ["example.org:dns", ["dns://example.org:dns.:1053"]],
  "a port with a sign or with zeros": ["a:+053 b:-1", ["dns://a.:53", "dns://b.:-1"]],
  "an address is a name": ["192.0.2.9:5", ["dns://192.0.2.9.:5"]],
  "a network of whole octets, host bits cleared": ["192.0.2.77/24", ["dns://2.0.192.in-addr.arpa.:1053"]],
  "a network between octets": ["10.1.16.0/20", reverse(16, 31, "1.10.in-addr.arpa.")],
  "a network of addresses": ["192.0.2.128/25", reverse(128, 255, "2.0.192.in-addr.arpa.")],
  "no bits": ["0.0.0.0/0", ["dns://in-addr.arpa.:1053"]],
  "IPv6 by half octets": ["2001:DB8:AB::/48", ["dns://b.a.0.0.8.b.d.0.1.0.0.2.ip6.arpa.:1053"]],
  "IPv6 between half octets": ["2001:db8::/31", reverse(8, 9, "b.d.0.1.0.0.2.ip6.arpa.")],
  "a length that cannot be is a name": ["10.0.0.0/33", ["dns://10.0.0.0/33.:1053"]],
  "a network beside a name": [
    "192.0.2.0/31:5 a",
    ["dns://0.2.0.192.in-addr.arpa.:5", "dns://1.2.0.192.in-addr.arpa.:5", "dns://a.:1053"],
  ],
};

test.each(Object.entries(cases))("%s", (_, [key, is]) => {
  const { blocks, problems } = resolve(`${key} {\n}`);
  expect(problems).toEqual([]);
  expect(blocks.flat().map(keyText)).toEqual(is);
});

const inspecting = "error inspecting server blocks:";
const refused: Readonly<Record<string, readonly [key: string, message: string]>> = {
  "a colon at the end": ["a:", `${inspecting} expecting data after last colon: "a:"`],
  "no name": [":53", `${inspecting} zone is not a valid domain name: `],
  "a network that begins with a colon": ["::/0", `${inspecting} invalid CIDR ::/0`],
  "a network that begins with 0": ["0:1::/32", `${inspecting} invalid CIDR 0:1::/32`],
  "a long label": [`${"a".repeat(64)}.org:5`, `${inspecting} zone is not a valid domain name: ${"a".repeat(64)}.org`],
  "a long name": ["ab.".repeat(86), `${inspecting} specified zone is too long: 258 > 255`],
};

test.each(Object.entries(refused))("refused: %s", (_, [key, message]) => {
  expect(resolve(`${key} {\n}`).problems.map((problem) => problem.message)).toEqual([message]);
});

function serve(corefile: string, ...binds: readonly (readonly string[])[]): readonly string[] {
  const served = resolve(corefile).blocks.flatMap((keys, block): ServedKey[] =>
    keys.map((key) => ({
      key,
      addresses: binds[block] ?? [""],
      hasTls: corefile.includes("tls {"),
      filtered: corefile.includes("view") && block === 0,
    })),
  );
  return checkServedKeys(served).map((problem) => problem.message);
}

test("zones that cannot be served together", () => {
  expect(serve("a:5 {\n}\ndns://A.:5 {\n}")).toEqual(["cannot serve dns://a.:5 - it is already defined"]);
  expect(serve("10.0.0.0/24:5 {\n}\n0.0.10.in-addr.arpa:5 {\n}")).toEqual([
    "cannot serve dns://0.0.10.in-addr.arpa.:5 - it is already defined",
  ]);
  expect(serve("a:5 {\n}\na:5 {\n}", ["192.0.2.1"])).toEqual([
    "cannot serve dns://a.:5 - zone overlap listener capacity with dns://a.:5 on 192.0.2.1",
  ]);
  expect(serve("a:5 {\n}\na:5 {\n}", [""], ["192.0.2.1"])).toEqual([
    "cannot serve dns://a.:5 on 192.0.2.1 - zone overlap listener capacity with dns://a.:5",
  ]);
  expect(serve("a:5 {\n}\na:5 {\n}", ["192.0.2.1"], ["192.0.2.2"])).toEqual([]);
  expect(serve("a:5 {\n view\n}\na:5 {\n}")).toEqual([]);
  expect(serve("a:70000 {\n}")).toEqual(["address 70000: invalid port"]);
  expect(serve("https3://b:5 {\n}\na:5 {\n}\na:5 {\n}\na:70000 {\n}")).toEqual([
    "address 70000: invalid port",
    "DoH3 requires TLS, no TLS config found",
    "cannot serve dns://a.:5 - it is already defined",
  ]);
  expect(serve("https3://b:5 {\n tls {\n }\n}")).toEqual([]);
});
