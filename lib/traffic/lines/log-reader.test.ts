/** Lines as they come out of the tools that people read CoreDNS's log with. */
import { describe, expect, test } from "vitest";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import type { LoggedMessage } from "../sink.ts";
import { Traffic } from "../traffic.ts";

const QUERY = '10.244.1.7:40000 - 4711 "AAAA IN www.example.org. udp 33 false 512" NXDOMAIN qr,aa,rd 64 0.000123s';
const LINE = `[INFO] ${QUERY}`;
const ROW = "www.example.org. AAAA 10.244.1.7 udp NXDOMAIN";

function read(lines: string, formats: readonly string[] = []) {
  const messages: LoggedMessage[] = [];
  const traffic = new Traffic({ source: "a test", formats, onMessage: (message) => messages.push(message) });
  traffic.push(octetBytes(utf8Octets(lines)));
  traffic.end();
  const rows = traffic.questions
    .list()
    .map(({ name, type, class: qclass, from, via, do: dnssecOk, codes }) =>
      [name, type, qclass, from, via, dnssecOk === true ? "do" : undefined, codes[0]?.code]
        .filter((part) => part !== undefined)
        .join(" "),
    );
  return { rows, messages, traffic };
}

const envelopes: Readonly<Record<string, string>> = {
  "CoreDNS's own": LINE,
  "kubectl logs --timestamps": `2026-11-29T05:41:11.123456789Z ${LINE}`,
  "kubectl logs --prefix": `[pod/coredns-5d78c9869d-x7k2p/coredns] ${LINE}`,
  "kubectl logs --prefix --timestamps": `[pod/coredns-5d78c9869d-x7k2p/coredns] 2026-11-29T05:41:11.1Z ${LINE}`,
  stern: `coredns-5d78c9869d-x7k2p coredns ${LINE}`,
  "stern of all namespaces, in colours": `\u001b[36mkube-system\u001b[0m \u001b[32mcoredns-5d78c9869d-x7k2p\u001b[0m › coredns ${LINE}`,
  "the files of Docker": JSON.stringify({ log: `${LINE}\n`, stream: "stdout", time: "2026-11-29T05:41:11Z" }),
  "the kubelet's files": `2026-11-29T05:41:11.123456789Z stdout F ${LINE}`,
  journald: `Nov 29 05:41:11 ns1 coredns[812]: ${LINE}`,
  "journalctl -o json": JSON.stringify({ MESSAGE: LINE, _PID: "812", SYSLOG_IDENTIFIER: "coredns" }),
  "docker compose": `coredns-1  | ${LINE}`,
  "Loki's JSON around Docker's": JSON.stringify({ line: JSON.stringify({ log: LINE, stream: "stdout" }) }),
  "no level at all": QUERY,
  "the combined format": `${LINE} "0"`,
  "a carriage return": `${LINE}\r`,
  "an earlier release":
    `[INFO] 10.244.1.7:40000 - [27/Nov/2018:10:00:00 +0000] 4711 "AAAA IN www.example.org. udp 33 false 512" NXDOMAIN qr,aa,rd 64 0.1s`.replace(
      "] 4711",
      "]",
    ),
};

describe("what is around a line", () => {
  test.each(Object.entries(envelopes))("%s", (_, line) => expect(read(`${line}\n`).rows).toEqual([ROW]));
});

const queries: Readonly<Record<string, readonly [string, string]>> = {
  "IPv6, TCP and DO": [
    '[INFO] [2001:db8::1]:1 - 2 "A IN Example.org. tcp 44 true 65535" NOERROR qr 33 0s',
    "example.org. A 2001:db8::1 tcp do NOERROR",
  ],
  "no reply": ['[INFO] 192.0.2.1:5 - 2 "A IN x.example. udp 33 false 512" - - 0 0s', "x.example. A 192.0.2.1 udp -"],
  "a type without a name, of another class": [
    '[INFO] 192.0.2.1:5 - 2 "TYPE999 CH x.example. udp 33 false 512" 3841 qr 0 0s',
    "x.example. TYPE999 CH 192.0.2.1 udp RCODE3841",
  ],
  "a name with octets that are escaped": [
    String.raw`[INFO] 192.0.2.1:5 - 2 "A IN a\ b\".\195\188.example. udp 33 false 512" NOERROR qr 0 0s`,
    String.raw`a\ b\".\195\188.example. A 192.0.2.1 udp NOERROR`,
  ],
  "the root": ['[INFO] 192.0.2.1:5 - 2 "NS IN . udp 17 false 512" NOERROR qr 0 0s', ". NS 192.0.2.1 udp NOERROR"],
  "JSON of CoreDNS": [
    '{"time":"2026-11-29T05:41:11Z","level":"INFO","msg":"x","plugin":"log","client_ip":"192.0.2.1","client_port":5,"qname":"www.example.org.","qtype":"A","qclass":"IN","protocol":"udp","id":1,"opcode":0,"request_size":1,"dnssec_ok":true,"bufsize":512,"rcode":"NOERROR"}',
    "www.example.org. A 192.0.2.1 udp do NOERROR",
  ],
  "JSON of CoreDNS without a reply": [
    '{"level":"INFO","msg":"x","plugin":"log","client_ip":"192.0.2.1","qname":"a.example.","qtype":"A","qclass":"IN","protocol":"tcp","dnssec_ok":false,"rcode":null}',
    "a.example. A 192.0.2.1 tcp -",
  ],
  "a format in pairs": [
    "[INFO] client=192.0.2.1 name=a.example. type=MX rcode=REFUSED",
    "a.example. MX 192.0.2.1 REFUSED",
  ],
  "a format in JSON": [
    '[INFO] {"type":"A","class":"CH","name":"a.example.","rcode":"NOERROR"}',
    "a.example. A CH NOERROR",
  ],
  "a list of questions": ["www.example.org AAAA", "www.example.org. AAAA"],
};

describe("what a line says", () => {
  test.each(Object.entries(queries))("%s", (_, [line, row]) => expect(read(line).rows).toEqual([row]));
});

test("a format of a Corefile is read as it is written", () => {
  const format = "<{/kubernetes/client-pod-name}> [{name}] {type}/{class} {rcode} {{remote}} {nothing} {duration}";
  const line = "[INFO] <web-0> [a\\.b.example.] HTTPS/IN NOERROR {192.0.2.1} {nothing} 1.5ms";
  expect(read(line, [format]).rows).toEqual([String.raw`a\.b.example. HTTPS 192.0.2.1 NOERROR`]);
});

const noQueries: readonly string[] = [
  "[ERROR] plugin/errors: 2 www.example.org. A: read udp 10.0.0.1:1->192.0.2.53:53: i/o timeout",
  "[INFO] plugin/reload: Running configuration SHA512 = 591cf328",
  "Corefile:3 - Error during parsing: Unknown directive 'foo'",
  ".:53",
  '[WARNING] plugin/health: Local health request to "http://:8080/health" failed',
  "CoreDNS-1.15.0",
  "A record of example.org. was seen",
  '[INFO] 192.0.2.1:5 - 2 "NOTYPE IN x.example. udp 33 false 512" NOERROR qr 0 0s',
  "[INFO] from a.example. to b.example. A",
  "{not JSON}",
];
test.each(noQueries)("%s is no query", (line) => {
  const { rows, messages } = read(line);
  expect([rows, messages]).toEqual([[], [expect.objectContaining({ text: line.replace(/^\[[A-Z]+\] /, "") })]]);
});

test("messages in JSON read as those of the text log, and UTF-8 as text", () => {
  const lines = [
    '{"level":"WARN","msg":"File does not exist: /etc/höst","plugin":"hosts"}',
    '{"level":"ERROR","msg":"plain"}',
    "[ERROR] plugin/file: „x“",
  ];
  expect(read(lines.join("\n")).messages).toEqual([
    { level: "WARNING", text: "plugin/hosts: File does not exist: /etc/höst" },
    { level: "ERROR", text: "plain" },
    { level: "ERROR", text: "plugin/file: „x“" },
  ]);
});

test("a line without an end does not grow in memory", () => {
  const { traffic, rows } = read(`${"x".repeat(200_000)}\n${LINE}\n`);
  expect([traffic.skipped.get("line too long"), rows, traffic.lines]).toEqual([1, [ROW], 2]);
});
