/** Messages of the real CoreDNS, and the lines of the Corefile that they are about. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { directives } from "../../plugins/directives.gen.ts";
import { logMessages } from "../../plugins/log-messages.gen.ts";
import { Traffic } from "../traffic.ts";
import { type DecodedMessage, MessageTable } from "./message-table.ts";
import { MessagePlaces } from "./places.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/traffic/${name}`, import.meta.url), "utf8");

function decode(log: string): readonly DecodedMessage[] {
  const table = new MessageTable(logMessages);
  const traffic = new Traffic({ source: "a test", onMessage: (message) => table.add(message) });
  traffic.push(new TextEncoder().encode(log));
  traffic.end();
  return table.list();
}

/** Line and text of each place. */
function linesOf(message: DecodedMessage, text: string): readonly string[] {
  const configuration = loadCorefile({ file: "Corefile", text, files: filesInMemory({}), environment: {} });
  const places = new MessagePlaces({ configuration, directives }).of(message);
  return places.map(({ start }) => `${start.line}: ${text.split("\n")[start.line - 1]?.trim()}`);
}

test("the log of fixtures/traffic: one row for each kind and upstream, with its line", () => {
  const rows = decode(fixture("coredns.log"));
  expect(rows.map((row) => [row.kind, row.count, row.names, linesOf(row, fixture("Corefile"))])).toEqual([
    ["errors.no-next-plugin", 4, ["www.example.com.", "printer.local.", "version.bind."], ["27: .:1853 {"]],
    ["forward.timeout", 4, ["intranet.corp.example.net."], ["21: forward . 127.0.0.1:9 127.0.0.2:1854 {"]],
  ]);
  expect(rows[1]?.meaning).toBe("The upstream 127.0.0.2:1854 did not reply in time.");
});

const COREFILE = `(snip) {
    errors
    loop
}
.:2853 {
    import snip
    hosts {
    }
    hosts {
    }
    forward . /etc/nope tls://192.0.2.53 2001:db8::53
    reload
    kubernetes cluster.local
    file db.nope example.org
    tls a b
}
a.:2853 {
    foo
    health
}
a.:2853 {
    whoami
}
`;

test("what CoreDNS says when it does not start, or not for long", () => {
  const rows = decode(fixture("start-up.log"));
  expect(Object.fromEntries(rows.map((row) => [row.kind, linesOf(row, COREFILE)]))).toEqual({
    "loop.detected": ["5: .:2853 {"],
    "forward.unresolved": ["11: forward . /etc/nope tls://192.0.2.53 2001:db8::53"],
    "core.unknown-directive": ["2: errors"],
    "core.used-twice": ["7: hosts {", "9: hosts {"],
    "kubernetes.waiting": ["13: kubernetes cluster.local"],
    "kubernetes.unsynced": ["13: kubernetes cluster.local"],
    "kubernetes.no-cluster": ["13: kubernetes cluster.local"],
    "file.not-opened": ["14: file db.nope example.org"],
    "core.address-in-use": ["5: .:2853 {", "17: a.:2853 {", "21: a.:2853 {"],
    "core.cannot-assign": [],
    "core.defined-twice": ["17: a.:2853 {", "21: a.:2853 {"],
    "core.import": ["2: errors"],
    "tls.files": ["15: tls a b"],
  });
});

const FORWARD = "11: forward . /etc/nope tls://192.0.2.53 2001:db8::53";
/** Kind, lines and meaning of one message each. */
const messages: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
  "[ERROR] plugin/errors: 2 x.example. A: dial tcp 192.0.2.53:853: connect: connection refused": [
    "forward.refused",
    [FORWARD],
    "Nothing listens at 192.0.2.53:853.",
  ],
  "[ERROR] plugin/errors: 2 x.example. A: read udp [2001:db8::1]:4->[2001:db8::53]:53: i/o timeout": [
    "forward.timeout",
    [FORWARD],
    "The upstream [2001:db8::53]:53 did not reply in time.",
  ],
  "[ERROR] plugin/errors: 2 a. A: dial udp [2001:db8::53]:53: connect: network is unreachable": [
    "forward.unreachable",
    [FORWARD],
    "There is no way to [2001:db8::53]:53: network is unreachable.",
  ],
  "[ERROR] plugin/errors: 2 a. A: read udp 10.0.0.1:4->198.51.100.1:53: i/o timeout": [
    "forward.timeout",
    ["17: a.:2853 {", "21: a.:2853 {"],
    "The upstream 198.51.100.1:53 did not reply in time.",
  ],
  "[ERROR] plugin/errors: 2 1097795939603063175.1826517845633971359. HINFO: read udp 10.0.0.1:4->192.0.2.53:853: i/o timeout":
    [
      "loop.probe-failed",
      [FORWARD],
      "The question with which loop looks for loops at the start got no answer: i/o timeout.",
    ],
  "[ERROR] plugin/errors: 2 x.example. A: tls: failed to verify certificate: x509: certificate signed by unknown authority":
    [
      "forward.certificate",
      ["5: .:2853 {"],
      "The encrypted connection to the upstream failed: failed to verify certificate: x509: certificate signed by unknown authority.",
    ],
  "[ERROR] plugin/errors: 2 x.example. A: no healthy proxies": [
    "forward.unhealthy",
    ["5: .:2853 {"],
    "All upstreams have failed their health checks.",
  ],
  "[WARNING] plugin/reload: Corefile parse failed: /etc/coredns/Corefile:11 - Error during parsing: unknown property 'x'":
    [
      "reload.place",
      [FORWARD],
      "The new Corefile is wrong, and the earlier one goes on: Error during parsing: unknown property 'x'.",
    ],
  "[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: listen tcp :9153: bind: address already in use":
    [
      "reload.failed",
      ["12: reload"],
      "The new Corefile was not taken, and the earlier one goes on: listen tcp :9153: bind: address already in use.",
    ],
  '[WARNING] plugin/health: Local health request to "http://:8080/health" took more than 1s: 2.3s': [
    "health.slow",
    ["19: health"],
    "CoreDNS took 2.3s to reply to itself: it has too little processor time.",
  ],
  '[ERROR] plugin/kubernetes: Failed to watch: failed to list *v1.Service: services is forbidden: User "system:serviceaccount:kube-system:coredns" cannot list resource "services" in API group "" at the cluster scope':
    [
      "kubernetes.forbidden",
      ["13: kubernetes cluster.local"],
      "system:serviceaccount:kube-system:coredns may not list services.",
    ],
  '[INFO] plugin/ready: Plugins not ready: "kubernetes"': [
    "ready.not",
    ["13: kubernetes cluster.local"],
    "kubernetes is not ready, so the pod gets no queries.",
  ],
  "plugin/kubernetes: a thing that nobody has described": [
    "core.plugin",
    ["13: kubernetes cluster.local"],
    "kubernetes says: a thing that nobody has described",
  ],
  "[ERROR] plugin/errors: 5 x.a. A: something new": [
    "core.query",
    ["17: a.:2853 {", "21: a.:2853 {"],
    "A query failed: something new",
  ],
  "[ERROR] plugin/errors: 2 33601755.256972879. HINFO: plugin/loop: no next plugin found": [
    "loop.no-upstream",
    ["3: loop"],
    "loop asked its question at the start, and no plugin of its block answers or forwards it.",
  ],
  "[ERROR] plugin/errors: 2 many.a. A: dns: overflow unpacking uint32": [
    "forward.cut-off",
    ["17: a.:2853 {", "21: a.:2853 {"],
    "The upstream's reply over UDP was longer than CoreDNS had asked for, and was cut off within a record.",
  ],
  "plugin/forward: no nameservers found": [
    "forward.no-nameservers",
    [FORWARD],
    "The file that forward reads names no nameserver, so CoreDNS did not start.",
  ],
  "Corefile:2 - Error during parsing: Unknown directive '.'": [
    "core.nested-block",
    ["2: errors"],
    ". is the key of a server block, or a brace, where a directive is wanted, so CoreDNS did not start.",
  ],
  "[ERROR] Restart failed: plugin/hosts: this plugin can only be used once per Server Block": [
    "core.restart-failed",
    ["7: hosts {", "9: hosts {"],
    "The new Corefile was not taken, and the earlier one goes on: this plugin can only be used once per Server Block.",
  ],
  "no action found for directive 'hosts' with server type 'dns' (missing a plugin?)": [
    "core.missing-plugin",
    ["7: hosts {", "9: hosts {"],
    "This CoreDNS was built without hosts, so it did not start.",
  ],
  "[WARNING] No files matching import glob pattern: custom/*.server": [
    "core.import-glob",
    [],
    "The import custom/*.server found no file, and CoreDNS goes on without.",
  ],
  "[ERROR] out of everything": ["core.other", [], "out of everything"],
  "Corefile:11 - Error during parsing: not an IP address": [
    "core.parse",
    [FORWARD],
    "The Corefile is wrong in this line, so CoreDNS did not start: not an IP address.",
  ],
};

describe("messages", () => {
  test.each(Object.entries(messages))("%s", (line, [kind, places, meaning]) => {
    const rows = decode(`${line}\n`);
    expect(rows.map((row) => [row.kind, linesOf(row, COREFILE), row.meaning])).toEqual([[kind, places, meaning]]);
  });
});

test("what tells of nothing wrong is no row", () =>
  expect(
    decode("[INFO] plugin/reload: Running configuration SHA512 = 1\n.:53\nCoreDNS-1.15.0\n[INFO] SIGTERM: x\n"),
  ).toEqual([]));

test("rows are bounded, and so is each", () => {
  const table = new MessageTable(logMessages);
  for (let at = 0; at < 1000; at++) {
    const text = `plugin/errors: 2 n${at}.example. A: read udp 10.0.0.1:${at}->192.0.2.1:${at}: i/o timeout`;
    table.add({ level: "ERROR", text });
    table.add({ level: "ERROR", text: `plugin/errors: 2 n${at}.example. A: no healthy proxies` });
  }
  const rows = table.list();
  expect([rows.length, rows[0]?.kind, rows[0]?.count, rows[0]?.names.length]).toEqual([
    200,
    "forward.unhealthy",
    1000,
    3,
  ]);
  expect(table.left).toBe(801);
});

test("each kind has a name of its own", () => {
  const kinds = logMessages.flatMap(({ messages: ofPlugin, plugin }) => ofPlugin.map(({ kind }) => ({ kind, plugin })));
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length);
  expect(kinds.filter(({ kind, plugin }) => !kind.startsWith(`${plugin}.`))).toEqual([]);
});
