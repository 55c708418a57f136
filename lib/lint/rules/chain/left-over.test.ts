/** Rules about names that no plugin of a block takes, and lines that come to nothing. */
import { expect, test } from "vitest";
import { block, said } from "../../_test/said.ts";

const CLUSTER = ["kubernetes cluster.local in-addr.arpa ip6.arpa {", "fallthrough in-addr.arpa ip6.arpa", "}"];
const HOSTS = ["hosts {", "192.0.2.1 www.example.org", "fallthrough", "}"];
const view = (expression: string): string => block("view inside {", `expr ${expression}`, "}", "whoami");

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a cluster without a way out": [block(...CLUSTER), ["CF1052 1 ."]],
  "a cluster in a block for its own zones": ["cluster.local {\nkubernetes\n}\n", []],
  "reverse names of a cluster that fall through to nobody": [
    `cluster.local in-addr.arpa ip6.arpa {\n${CLUSTER.join("\n")}\n}\n`,
    ["CF1052 1 cluster.local"],
  ],
  "hosts that passes on to nobody": [block(...HOSTS), ["CF1052 1 ."]],
  "hosts that passes a part of its zone on to nobody": [
    "example.org {\nhosts {\n192.0.2.1 www.a.example.org\nfallthrough a.example.org\n}\n}\n",
    ["CF1052 1 example.org"],
  ],
  "what one forward leaves out goes to another one": [
    block(...CLUSTER, "forward . 198.51.100.1 {", "except example.org", "}", "forward example.org 198.51.100.2"),
    [],
  ],
  "what forward leaves out is meant to fail": [block("forward . 198.51.100.1 {", "except example.org", "}"), []],
  "a cluster whose forward leaves something out": [
    block(...CLUSTER, "forward . 198.51.100.1 {", "except example.org", "}"),
    ["CF1052 1 ."],
  ],
  "names that are rewritten may all be of the cluster": [
    block("rewrite name suffix .example.org .prod.svc.cluster.local answer auto", ...CLUSTER),
    [],
  ],
  "a template for some types is for these": [block("template IN A {", "rcode NOERROR", "}"), []],
  "an unknown plugin may answer the rest": [block(...CLUSTER, "frobnicate"), []],

  "loop beside forward": [block("loop", "forward . 198.51.100.1"), []],
  "loop in a snippet that a block with forward imports as well": [
    `(common) {\nloop\n}\n${block("import common", "forward . 198.51.100.1")}example.org {\nimport common\nwhoami\n}\n`,
    [],
  ],

  "an IPv6 network as view wants it": [view("incidr(client_ip(), '2001:db8::/32')"), []],
  "an address without a length": [view("incidr(client_ip(), '192.0.2.1')"), ["CF1054 3 192.0.2.1"]],
  "the second of two networks": [
    view("incidr(client_ip(), '192.0.2.0/24') || incidr(client_ip(), '[2001:db8::]/32')"),
    ["CF1054 3 [2001:db8::]/32"],
  ],
  "a network out of metadata": [view("incidr(client_ip(), metadata('geoip/network'))"), []],

  "autopath with a file as well needs an upstream": [
    "example.org {\nautopath /etc/resolv.conf\nfile db.example.org\n}\n",
    ["CF1055 2 autopath"],
  ],

  "the narrower log first": [block("log example.org {", "class error", "}", "log", "whoami"), []],
  "two logs for different names": [block("log example.org", "log example.net", "whoami"), []],
  "a second log for all": [block("log . {", "class error", "}", "log", "whoami"), ["CF1056 5 log"]],
};

test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(said(text)).toEqual(expected));
