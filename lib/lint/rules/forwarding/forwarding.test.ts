/** Rules about listeners, upstreams and addresses. */
import { expect, test } from "vitest";
import { block, said } from "../../_test/said.ts";

const BLOCK_B = ".:5354 {\nforward . 198.51.100.1\n}\n";

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "to the other block of the same port, whose zone is longer": [
    ".:5353 {\nforward example.org 127.0.0.1:5353\n}\nexample.org:5353 {\nwhoami\n}\n",
    [],
  ],
  "to a port with another block": [`.:5353 {\nforward . 127.0.0.1:5354\n}\n${BLOCK_B}`, []],
  "to the root from a longer zone": [
    "example.org:5353 {\nforward . 127.0.0.1:5353\n}\n.:5353 {\nforward . 198.51.100.1\n}\n",
    ["CF1008 2 127.0.0.1:5353"],
  ],
  "names that are rewritten are looked up elsewhere": [
    "example.org:5353 {\nrewrite name suffix .example.org .example.net answer auto\nforward . 127.0.0.1:5353\n}\n",
    [],
  ],
  "another address than the one that the block is bound to": [
    ".:5353 {\nbind 192.0.2.1\nforward . 127.0.0.1:5353\n}\n",
    ["CF1023 2 192.0.2.1"],
  ],
  "the address that the block is bound to": [
    ".:5353 {\nbind 10.0.0.1\nforward . 10.0.0.1:5353\n}\n",
    ["CF1008 3 10.0.0.1:5353"],
  ],
  "an interface may have any address": [".:5353 {\nbind eth0\nforward . 127.0.0.1:5353\n}\n", []],
  "another transport at the same port": [".:5353 {\nforward . tls://127.0.0.1:5353\n}\n", []],
  "what is left out does not come back": [
    "example.org:5353 {\nforward . 127.0.0.1:5353 {\nexcept example.org\n}\n}\n",
    [],
  ],
  "a forward that is never asked sends nothing": [
    "example.org:5353 {\nfile db.example.org\nforward . 127.0.0.1:5353\n}\n",
    ["CF1003 2 file"],
  ],
  "Docker's resolver is not at the address that it has": [".:53 {\nforward . 127.0.0.11\n}\n", []],

  "three blocks in a circle": [
    ".:5353 {\nforward . 127.0.0.1:5354\n}\n.:5354 {\nforward . 127.0.0.1:5355\n}\n.:5355 {\nforward . 127.0.0.1:5353\n}\n",
    ["CF1058 2 127.0.0.1:5354", "CF1058 5 127.0.0.1:5355", "CF1058 8 127.0.0.1:5353"],
  ],
  "a circle for one zone": [
    ".:5353 {\nforward example.org 127.0.0.1:5354\nforward . 198.51.100.1\n}\n.:5354 {\nforward . 127.0.0.1:5353\n}\n",
    ["CF1058 2 127.0.0.1:5354"],
  ],
  "the second block asks elsewhere for the zone": [
    ".:5353 {\nforward . 127.0.0.1:5354\n}\n.:5354 {\nforward . 127.0.0.1:5353 {\nexcept .\n}\n}\n",
    [],
  ],
  "the second block answers what it gets": [
    ".:5353 {\nforward . 127.0.0.1:5354\n}\n.:5354 {\ntemplate ANY ANY {\nrcode NXDOMAIN\n}\nforward . 127.0.0.1:5353\n}\n",
    ["CF1006 8 forward"],
  ],
  "names that are rewritten do not come back the same": [
    ".:5353 {\nrewrite name suffix .example.org .example.net answer auto\nforward . 127.0.0.1:5354\n}\n.:5354 {\nforward . 127.0.0.1:5353\n}\n",
    [],
  ],

  "private servers of both families": [block("forward . 10.0.0.1 fd00::1 192.168.1.1 100.64.0.1"), []],
  "a private and a public IPv6 server": [block("forward . fd00::1 2001:db8::1"), ["CF1012 2 2001:db8::1"]],
  "mixed, but one after the other": [block("forward . 10.0.0.1 198.51.100.1 {", "policy sequential", "}"), []],
  "mixed, but a denial is not final": [block("forward . 10.0.0.1 198.51.100.1 {", "failover NXDOMAIN", "}"), []],

  "the block without a view stands behind": [
    "a.example.org {\nview x {\nexpr true\n}\nwhoami\n}\na.example.org {\nwhoami\n}\n",
    [],
  ],
  "a view at another port": [
    "a.example.org:5353 {\nwhoami\n}\na.example.org:5354 {\nview x {\nexpr true\n}\nwhoami\n}\n",
    [],
  ],
  "a view at another address": [
    "a.example.org {\nbind 10.0.0.1\nwhoami\n}\na.example.org {\nbind 10.0.0.2\nview x {\nexpr true\n}\nwhoami\n}\n",
    [],
  ],
  "a view of which one zone is free": [
    "a.example.org {\nwhoami\n}\na.example.org b.example.org {\nview x {\nexpr true\n}\nwhoami\n}\n",
    [],
  ],

  "health and prometheus at the port of DNS": [
    ".:8080 {\nhealth\nprometheus :8080\nwhoami\n}\n",
    ["CF1028 2 health", "CF1028 3 :8080"],
  ],
  "the same port of other addresses": [block("health 127.0.0.1:8080", "ready 127.0.0.2:8080", "whoami"), []],
  "an address of all and one of them are told apart": [block("prometheus", "health :9153", "whoami"), []],
  "two ways to write the same address": [
    block("prometheus", "health 127.0.0.1:9153", "whoami"),
    ["CF1028 2 prometheus"],
  ],
  "health in two blocks is one thing": ["a.example.org {\nhealth\nwhoami\n}\nb.example.org {\nhealth\nwhoami\n}\n", []],

  "an inner address may forward for all who reach it": [block("bind 10.0.0.1 127.0.0.1", "forward . 198.51.100.1"), []],
  "a public address with a zone of one's own": ["example.org {\nbind 203.0.113.1\nforward . 198.51.100.1\n}\n", []],
  "pprof without an address": [block("pprof", "whoami"), []],
  "pprof on this machine": [block("pprof 127.0.0.1:6060", "whoami"), []],
  "pprof on all addresses": [block("pprof 0.0.0.0:6060", "whoami"), ["CF1021 2 0.0.0.0:6060"]],
  "a transfer that acl may turn down": [
    "example.org {\nacl {\nallow net 192.0.2.0/24\nblock\n}\nfile db.example.org\ntransfer {\nto *\n}\n}\n",
    [],
  ],

  "https3 and quic do not start without a certificate, which CoreDNS says": [
    "quic://example.org {\nwhoami\n}\nhttps3://example.org {\nwhoami\n}\n",
    [],
  ],
  "a certificate for one of the keys": ["tls://example.org example.org {\ntls a b\nwhoami\n}\n", []],
  "settings for TLS with one upstream over it": [
    block("forward . tls://10.0.0.1 10.0.0.2 {", "tls_servername dns.example.org", "}"),
    [],
  ],
  "settings for TLS, and a file that may name anything": [
    block("forward . /etc/resolv.conf {", "tls_servername dns.example.org", "}"),
    [],
  ],
  "a port that is written out is not made one of TLS": [
    block("forward . 198.51.100.1:53 {", "tls_servername dns.example.org", "}"),
    ["CF1039 3 tls_servername"],
  ],

  "a zone in a block of the root is for names below it": [
    block("forward . 198.51.100.1 {", "except example.net", "}"),
    [],
  ],
  "a zone outside of the first argument": [
    block("forward example.org 198.51.100.1 {", "except example.net", "}"),
    ["CF1026 3 example.net"],
  ],
};

test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(said(text)).toEqual(expected));

test("resolv.conf is looked at only for what this server listens on", () => {
  const files = { "/etc/resolv.conf": "search example.org\nnameserver 127.0.0.53\n" };
  expect(said(".:53 {\nforward . /etc/resolv.conf\n}\n", { files })).toEqual(["CF1009 2 /etc/resolv.conf"]);
  expect(said(".:5353 {\nforward . /etc/resolv.conf\n}\n", { files })).toEqual([]);
  expect(said(".:53 {\nbind 10.0.0.1\nforward . /etc/resolv.conf\n}\n", { files })).toEqual([]);
  expect(said(".:53 {\nforward example.org /etc/resolv.conf\n}\n", { files })).toEqual([]);
  expect(said(". {\nforward . /etc/resolv.conf\n}\n", { files, defaultPort: "1053" })).toEqual([]);
});

test("a private and a public server in resolv.conf", () => {
  const files = { "/etc/resolv.conf": "nameserver 10.2.3.4\nnameserver 198.51.100.1\n" };
  expect(said(".:53 {\nforward . /etc/resolv.conf\n}\n", { files })).toEqual(["CF1012 2 /etc/resolv.conf"]);
  const oneKind = { "/etc/resolv.conf": "nameserver 10.2.3.4\nnameserver 10.2.3.5\n" };
  expect(said(".:53 {\nforward . /etc/resolv.conf\n}\n", { files: oneKind })).toEqual([]);
});
