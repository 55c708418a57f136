/** Files that a Corefile names: zone files that explode, hosts files that are none, YAML that refers to itself. */
import type { SeededRandom } from "../seeded-random.ts";
import { block, type HostileCorefile, many } from "./hostile-corefile.ts";

const SOA = "$ORIGIN example.org.\n$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\n";

const ZONES: Readonly<Record<string, string>> = {
  "generate-whole-range": `${SOA}$GENERATE 0-65535 h$ A 192.0.2.1\n`,
  "generate-100-times": `${SOA}${many(100, (index) => `$GENERATE 0-65535 h${index}-$ A 192.0.2.1\n`)}`,
  "generate-too-far": `${SOA}$GENERATE 0-2147483647 h$ A 192.0.2.1\n`,
  "generate-backwards": `${SOA}$GENERATE 9-1/-1 h$ A 192.0.2.1\n`,
  "generate-step-zero": `${SOA}$GENERATE 0-9/0 h$ A 192.0.2.1\n`,
  "generate-wide": `${SOA}$GENERATE 0-65535 h\${0,999999999,d} A 192.0.2.1\n`,
  "generate-wide-as-allowed": `${SOA}$GENERATE 0-65535 h TXT \${0,255,d}\${0,255,d}\${0,255,d}\${0,255,d}\n`,
  "generate-within-generate": `${SOA}$GENERATE 0-65535 $$GENERATE 0-65535 A 192.0.2.1\n`,
  "generate-long-line": `${SOA}$GENERATE 0-65535 h$ TXT ${"x".repeat(10_000)}\n`,
  "include-itself": `${SOA}$INCLUDE db\n`,
  "include-itself-twice": `${SOA}$INCLUDE db\n$INCLUDE db\n`,
  "include-each-other": `${SOA}$INCLUDE a\n`,
  "include-zeros": `${SOA}$INCLUDE /dev/zero\n`,
  "include-folder": `${SOA}$INCLUDE .\n`,
  "include-10000-times": `${SOA}${"$INCLUDE empty\n".repeat(10_000)}`,
  parentheses: `${SOA}a TXT ${"(".repeat(200_000)}\n`,
  "parenthesis-without-end": `${SOA}a TXT (\n${"x\n".repeat(200_000)}`,
  "quote-without-end": `${SOA}a TXT "${"x\n".repeat(500_000)}`,
  "long-text": `${SOA}a TXT "${"x".repeat(1_000_000)}"\n`,
  "many-texts": `${SOA}a TXT ${"x ".repeat(200_000)}\n`,
  "many-records": `${SOA}${many(50_000, (index) => `h${index} A 192.0.2.1\n`)}`,
  "one-name-with-many-records": `${SOA}${many(50_000, (index) => `a A 10.0.${index >> 8}.${index % 256}\n`)}`,
  "300-labels": `${SOA}${"a.".repeat(300)}example.org. A 192.0.2.1\n`,
  "names-of-120-labels": `${SOA}${many(5000, (index) => `${"a.".repeat(110)}b${index} A 192.0.2.1\n`)}`,
  "long-label": `${SOA}${"a".repeat(64)} A 192.0.2.1\n`,
  escapes: `${SOA}${"\\999".repeat(1000)} A 192.0.2.1\n`,
  "backslash-at-the-end": `${SOA}a\\`,
  "huge-ttl": `${SOA}a 99999999999999999999w A 192.0.2.1\n`,
  origins: `${SOA}${many(50_000, (index) => `$ORIGIN o${index}.example.org.\n`)}`,
  "growing-origin": `$TTL 60\n${many(20_000, () => "$ORIGIN a\n")}`,
  "aliases-in-a-row": `${SOA}${many(20_000, (index) => `c${index} CNAME c${index + 1}\n`)}`,
  "aliases-in-a-circle": `${SOA}a CNAME b\nb CNAME a\n* CNAME *\n`,
  "unknown-types": `${SOA}a TYPE65280 \\# 65535 ${"00".repeat(65_535)}\n`,
  "type-bitmap": `${SOA}a NSEC b ${many(10_000, (index) => `TYPE${index} `)}\n`,
  semicolons: `${SOA}${";".repeat(1_000_000)}`,
  classes: `${SOA}a ${"IN ".repeat(100_000)}A 192.0.2.1\n`,
  nothing: "",
};

/** Zones that are as large as they say: what CoreDNS 1.15.0 needs for them. */
const LARGE: Readonly<Record<string, HostileCorefile["coredns"]>> = {
  "generate-100-times": { tookMs: 26_300, rssMiB: 3776 },
  "generate-long-line": { tookMs: 9600, rssMiB: 1151 },
};

const HOSTS: Readonly<Record<string, string>> = {
  "long-line": `192.0.2.1 ${many(200_000, (index) => `h${index} `)}`,
  "many-lines": many(100_000, (index) => `192.0.2.1 h${index}.example.org\n`),
  "long-word": "x".repeat(2_000_000),
  "zero-octets": "192.0.2.1\0\0\0a\n".repeat(10_000),
  comments: "#".repeat(1_000_000),
  "odd-addresses": [
    "::ffff:192.0.2.1 a",
    "fe80::1%eth0 b",
    "1.2.3.4.5 c",
    "0x7f.1 d",
    "127.1 e",
    ":::: f",
    "[::1] g",
  ].join("\n"),
  "long-names": many(1000, () => `192.0.2.1 ${"a.".repeat(300)}\n`),
};

const laughs = (depth: number): string =>
  `a0: &a0 lol\n${many(depth, (index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}*a${index}]\n`)}`;

const MANIFESTS: Readonly<Record<string, string>> = {
  laughs: `apiVersion: v1\nkind: ConfigMap\n${laughs(9)}data: {Corefile: ". {}"}\n`,
  "laughs-without-end": `apiVersion: v1\nkind: ConfigMap\n${laughs(200)}`,
  itself: "apiVersion: v1\nkind: ConfigMap\nmetadata: &a {name: *a}\ndata: {Corefile: '. {}'}\n",
  nested: `apiVersion: v1\nkind: ConfigMap\ndata: ${"[".repeat(50_000)}\n`,
  "nested-maps": `kind: ConfigMap\ndata: ${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}\n`,
  documents: `${"---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: coredns}\ndata: {Corefile: '. {\n}'}\n".repeat(2000)}`,
};

/** The hostile files; some by chance. */
export function hostileFiles(random: SeededRandom): readonly HostileCorefile[] {
  const zone = block("file db example.org");
  return [
    ...Object.entries(ZONES).map(([name, db]) => ({
      name: `zone-${name}`,
      corefile: zone,
      files: { db, a: "$INCLUDE b\n", b: "$INCLUDE a\n", empty: "" },
      ...(LARGE[name] === undefined ? {} : { coredns: LARGE[name] }),
    })),
    ...Object.entries(HOSTS).map(([name, hosts]) => ({
      name: `hosts-${name}`,
      corefile: block("hosts h"),
      files: { h: hosts },
    })),
    ...Object.entries(MANIFESTS).map(([name, manifest]) => ({
      name: `manifest-${name}`,
      corefile: block("whoami"),
      files: { "coredns.yaml": manifest },
    })),
    ...[1000, 1_000_000].flatMap((size) => [
      { name: `zone-octets-${size}`, corefile: zone, files: { db: random.octets(size) } },
      { name: `hosts-octets-${size}`, corefile: block("hosts h"), files: { h: random.octets(size) } },
      { name: `geoip-octets-${size}`, corefile: block("geoip db"), files: { db: random.octets(size) } },
      {
        name: `tls-octets-${size}`,
        corefile: block("tls c k"),
        files: { c: random.octets(size), k: random.octets(size) },
      },
      {
        name: `dnssec-octets-${size}`,
        corefile: block("dnssec example.org {\nkey file K\n}"),
        files: { "K.key": random.octets(size), "K.private": random.octets(size) },
      },
    ]),
  ];
}
