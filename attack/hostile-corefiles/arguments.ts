/** Arguments that cost: expressions of all languages that a Corefile has in it, and numbers of all sizes. */
import { block, type HostileCorefile, many } from "./hostile-corefile.ts";

const REGEXES: Readonly<Record<string, string>> = {
  "nested-plus": "(a+)+$",
  "nested-star": "^(([a-z])*)*x$",
  "alternatives-that-overlap": "^(a|a|aa)+$",
  "counts-within-counts": "((a{1,1000}){1,1000}){1,1000}",
  "count-too-large": "a{1001}",
  long: "a?".repeat(20_000),
  "groups-within-groups": `${"(".repeat(20_000)}a${")".repeat(20_000)}`,
  "groups-without-end": "(".repeat(20_000),
  stars: "a".concat("*".repeat(1000)),
  alternatives: many(20_000, (index) => `w${index}|`),
  class: `[${many(20_000, (index) => String.fromCharCode(0x100 + index))}]`,
  "back-reference": "(a)\\1",
  "look-ahead": "(?=a)a",
  "unicode-classes": "\\p{L}".repeat(5000),
  flags: "(?i)".repeat(5000).concat("a"),
};

const TEMPLATES: Readonly<Record<string, string>> = {
  "if-within-if": `${"{{if .Name}}".repeat(10_000)}${"{{end}}".repeat(10_000)}`,
  "if-without-end": "{{if .Name}}".repeat(10_000),
  parentheses: `{{${"(".repeat(10_000)}1${")".repeat(10_000)}}}`,
  "parentheses-without-end": `{{${"(".repeat(10_000)}`,
  pipes: `{{.Name${" | print".repeat(10_000)}}}`,
  "wide-format": "{{printf `%999999999d` 1}}",
  fields: `{{.Name${".Name".repeat(10_000)}}}`,
  "template-that-calls-itself": "{{define `a`}}{{template `a` .}}{{end}}{{template `a` .}}",
  braces: "{{".repeat(50_000),
  variables: many(10_000, (index) => `{{$v${index} := 1}}`),
  "index-chain": `{{${"index (".repeat(3000)}.Match${" 0)".repeat(3000)}}}`,
};

const EXPRESSIONS: Readonly<Record<string, string>> = {
  terms: many(10_000, (index) => `name() == 'a${index}' || `).concat("true"),
  sums: `${"1 + ".repeat(10_000)}1 == 2`,
  parentheses: `${"(".repeat(10_000)}true${")".repeat(10_000)}`,
  not: `${"!".repeat(10_000)}true`,
  minus: `${"-".repeat(10_000)}1 == 1`,
  choices: `${"true ? true : ".repeat(5000)}true`,
  lists: `${"[".repeat(10_000)}1${"]".repeat(10_000)} == []`,
  range: "sum(1..99999999) > 0",
  "range-in-range": "all(1..100000, all(1..100000, true))",
  powers: "2 ** 9999999999 ** 9999999999 > 1",
  "long-string": `name() == '${"x".repeat(200_000)}'`,
  regex: "name() matches '(a+)+$'",
  "long-number": `${"9".repeat(100_000)} > 1`,
  members: `name()${".a".repeat(10_000)} == 1`,
  calls: `${"trim(".repeat(5000)}name()${")".repeat(5000)} == ''`,
  pipes: `name()${" | trim()".repeat(5000)} == ''`,
  unclosed: "((((name(",
  repeat: "repeat('x', 999999999) == ''",
};

const NUMBERS = [
  "-1",
  "0",
  "2147483648",
  "4294967296",
  "9223372036854775808",
  "18446744073709551616",
  "1e308",
  "0x7fffffff",
  "1_000",
  "NaN",
  "+5",
  "٣",
  "9".repeat(400),
  "1".padEnd(50_000, "0"),
  "99999999h",
  "0.0000001ns",
  "9".repeat(30).concat("h"),
];

/** Properties that take numbers; each is tried with each number, many to one Corefile. */
const NUMERIC: readonly ((number: string) => string)[] = [
  (number) =>
    `cache ${number} {\nsuccess ${number} ${number} ${number}\ndenial ${number}\nprefetch ${number} ${number} ${number}%\nserve_stale ${number}\nservfail ${number}\n}`,
  (number) =>
    `forward . 192.0.2.1:${number} {\nmax_fails ${number}\nmax_concurrent ${number}\nexpire ${number}\nhealth_check ${number}\nmax_age ${number}\n}`,
  (number) => `bufsize ${number}`,
  (number) => `multisocket ${number}`,
  (number) => `erratic {\ndrop ${number}\ntruncate ${number}\ndelay ${number} ${number}\n}`,
  (number) => `dns64 64:ff9b::/${number}`,
  (number) => `acl {\nallow net 192.0.2.0/${number}\n}`,
  (number) => `health :${number} {\nlameduck ${number}\n}`,
  (number) => `prometheus localhost:${number}`,
  (number) => `dnssec {\ncache_capacity ${number}\n}`,
  (number) => `hosts {\nttl ${number}\nreload ${number}\n}`,
  (number) => `file db {\nreload ${number}\n}`,
  (number) => `auto {\ndirectory . ${number} ${number}\nreload ${number}\n}`,
  (number) => `timeouts {\nread ${number}\nwrite ${number}\nidle ${number}\n}`,
  (number) => `template ANY ANY {\nanswer "{{ .Name }} ${number} IN A 192.0.2.1"\nrcode ${number}\n}`,
  (number) => `rewrite ttl example.org ${number}-${number}`,
  (number) => `loadbalance weighted w {\nreload ${number}\n}`,
  (number) => `reload ${number} ${number}`,
  (number) => `cancel ${number}`,
  (number) => `nsid ${number}`,
  (number) => `header {\nresponse set ${number}\n}`,
  (number) => `grpc . 192.0.2.1:${number}`,
  (number) => `errors {\nconsolidate ${number} ".*"\n}`,
];

const LONG_LISTS: Readonly<Record<string, string>> = {
  upstreams: `forward . ${many(10_000, (index) => `192.0.2.${index % 256}:${1 + index} `)}`,
  nets: `acl {\nallow net ${many(50_000, (index) => `10.${index % 256}.${index >> 8}.0/24 `)}\n}`,
  rewrites: many(20_000, (index) => `rewrite name a${index}.example.org b.example.org\n`),
  "rewrites-by-regex": many(
    5000,
    (index) => `rewrite name regex (a+)+${index} b{1}.example.org answer name (b+)+ {1}\n`,
  ),
  "inline-hosts": `hosts {\n${many(100_000, (index) => `192.0.2.1 h${index}.example.org\n`)}}`,
  "header-rules": `header {\n${"response set aa\n".repeat(20_000)}}`,
  types: `any ${"x ".repeat(100_000)}`,
  views: many(2000, (index) => `view v${index} {\nexpr true\n}\n`),
  addresses: `bind ${many(20_000, (index) => `127.0.${index >> 8}.${index % 256} `)}`,
};

/** The hostile arguments. */
export function hostileArguments(): readonly HostileCorefile[] {
  const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;
  return [
    ...Object.entries(REGEXES).map(([name, regex]) => ({
      name: `regex-${name}`,
      corefile: block(
        `rewrite name regex ${quoted(regex)} example.org`,
        `template IN A {\nmatch ${quoted(regex)}\nanswer "{{ .Name }} 60 IN A 192.0.2.1"\n}`,
        `errors {\nconsolidate 5m ${quoted(regex)}\n}`,
        `log ${quoted(regex)}`,
      ),
    })),
    ...Object.entries(TEMPLATES).map(([name, text]) => ({
      name: `template-${name}`,
      corefile: block(`template IN A {\nanswer ${quoted(`${text} 60 IN A 192.0.2.1`)}\n}`),
    })),
    ...Object.entries(EXPRESSIONS).map(([name, text]) => ({
      name: `expression-${name}`,
      corefile: block(`view v {\nexpr ${text}\n}`, `header {\nresponse set aa\n}`),
    })),
    ...NUMBERS.map((number) => ({
      name: `numbers-${number.slice(0, 20)}`,
      corefile: NUMERIC.map((directive, index) => `n${index}.example.org:1053 {\n${directive(number)}\n}\n`).join(""),
    })),
    ...Object.entries(LONG_LISTS).map(([name, lines]) => ({ name: `list-${name}`, corefile: block(lines) })),
  ];
}
