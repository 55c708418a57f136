/** Rules about rewriting, expressions, acl, the cache, hosts, and what is written oddly. */
import { expect, test } from "vitest";
import { block, said } from "../../_test/said.ts";
import { literalEnd } from "../../literal-end.ts";

const forward = "forward . 198.51.100.1";
const template = (match: string): string =>
  `example.org {\ntemplate IN A {\nmatch ${match}\nanswer "{{ .Name }} 60 IN A 192.0.2.1"\n}\n}\n`;

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "an exact rule gives names back by itself": [block("rewrite name a.example.org b.example.org", forward), []],
  "a rule with an answer of its own": [
    block(
      "rewrite name regex (.*)\\.example\\.net\\.$ {1}.example.org answer name (.*)\\.example\\.org\\.$ {1}.example.net",
      forward,
    ),
    [],
  ],
  "a rule that rewrites only values in the answer": [
    block("rewrite name suffix .example.net .example.org answer value (.*) {1}", forward),
    [],
  ],
  "a rule that leaves the name as it is": [block("rewrite name suffix .arpa .arpa", forward), []],
  "a rule in braces": [
    block("rewrite stop {", "name suffix .example.net .example.org", "}", forward),
    ["CF1011 2 rewrite"],
  ],
  "other types than addresses may be rewritten": [block("rewrite type ANY HINFO", forward), []],

  "the same rule twice": [
    block("rewrite name a.example.org b.example.org", "rewrite name a.example.org c.example.org", forward),
    ["CF1037 3 rewrite"],
  ],
  "a rule behind one that goes on": [
    block("rewrite continue name a.example.org b.example.org", "rewrite name a.example.org c.example.org", forward),
    [],
  ],
  "an expression for everything": [
    block("rewrite name regex (.*) {1}.example.org answer auto", "rewrite name a.example.org c.example.org", forward),
    ["CF1037 3 rewrite"],
  ],
  "a longer suffix before a shorter one": [
    block(
      "rewrite name suffix .a.example.org .b answer auto",
      "rewrite name suffix .example.org .c answer auto",
      forward,
    ),
    [],
  ],
  "a prefix of whole labels": [block("rewrite name prefix www.old. www.new. answer auto", forward), []],

  "an expression that ends in a dot": [template("^a\\.example\\.org\\.$"), []],
  "an expression that ends in any character": [template("^a\\.example\\.org.$"), []],
  "an expression without an end": [template("^a\\.example\\.org"), []],
  "an expression with alternatives": [template("^a\\.example\\.org$|^b\\."), []],
  "an expression for another zone": [template("^a\\.example\\.net\\.$"), ["CF1025 3 ^a\\.example\\.net\\.$"]],
  "an expression for the end of the zone's name": [template("ample\\.org\\.$"), []],
  "an expression in quotes": [template('"^a\\.example\\.org$"'), ['CF1025 3 "^a\\.example\\.org$"']],
  "an expression of rewrite": [
    block("rewrite name regex ^(.*)\\.example\\.net$ {1}.example.org answer auto", forward),
    ["CF1025 2 ^(.*)\\.example\\.net$"],
  ],

  "a rule of acl for other types": [
    block("acl {", "block type A net 192.0.2.0/24", "allow type AAAA net 192.0.2.0/24", "}", forward),
    [],
  ],
  "a rule of acl for a part of the network": [
    block("acl {", "block net 192.0.2.0/25 192.0.2.128/25", "allow net 192.0.2.7", "}", forward),
    ["CF1024 4 allow"],
  ],
  "a rule of acl for the network around": [
    block("acl {", "allow net 192.0.2.0/25", "block net 192.0.2.0/24", "}", forward),
    [],
  ],
  "a rule of acl in another use": [
    block("acl example.org {", "block", "}", "acl {", "allow net 192.0.2.0/24", "block", "}", forward),
    [],
  ],
  "all IPv4 addresses are not all clients": [
    block("acl {", "allow net 0.0.0.0/0", "block net 2001:db8::/32", "}", forward),
    [],
  ],

  "a capacity of 0 with a time": [block("cache {", "success 0 30", "}", forward), ["CF1016 3 0"]],
  "the usual time is no time that was asked for": [block("cache {", "success 9984 30", "}", forward), []],
  "whoami that is never asked tells nobody anything": [block("cache", "whoami", forward), ["CF1006 3 whoami"]],
  "a cache that keeps no denials": [block("cache {", "disable denial", "}", "whoami"), []],
  "a cache of other zones": [block("cache 30 example.org", "whoami"), []],
  "a template that tells clients their address": [
    block("cache", "template IN TXT {", 'answer "{{ .Name }} 60 IN TXT {{ .Remote }}"', "}"),
    ["CF1018 2 cache"],
  ],
  "NXDOMAIN for AAAA and A blocks a name": [
    block(
      "template IN AAAA example.org {",
      "rcode NXDOMAIN",
      "}",
      "template IN A example.org {",
      "rcode NXDOMAIN",
      "}",
      forward,
    ),
    [],
  ],

  "a name in another zone than the block's": [
    "example.org {\nhosts {\n192.0.2.1 www.example.org router\n}\n}\n",
    ["CF1035 3 router"],
  ],
  "a short name in a block of the root": [block("hosts {", "192.0.2.1 router", "}"), []],
  "an address without names": [block("hosts {", "192.0.2.1", "}"), ["CF1035 3 192.0.2.1"]],
  "a record as in a zone file": [block("hosts {", "www.example.org A 192.0.2.1", "}"), ["CF1035 3 www.example.org"]],
  "what a template of Helm or Jinja would fill in": [
    block("hosts {", "{{ address }} router", "}"),
    ["CF1049 3 {{ address }}"],
  ],
  "a plugin of another build may have templates of its own": [
    block("docker {", 'domain "{{ .Name }}"', "}", forward),
    [],
  ],
  "templates of template are CoreDNS's own": [template("^a\\.$").replace("match ^a\\.$\n", ""), []],
  "a name in capitals is an environment variable or a name": [block("forward . {$UP}198.51.100.1"), ["CF1034 2 {$UP}"]],
  "groups of regular expressions are no place-holders": [
    block("rewrite name regex (?P<host>.*)\\.a\\. {1}.b. answer auto", forward),
    [],
  ],
  "what sed, envsubst, Kustomize and people would fill in": [
    block("bind @ADDRESS@", `forward . $${"{UPSTREAM}"} $(DNS_IP) <UPSTREAM_2>`),
    ["CF1049 2 @ADDRESS@", `CF1049 3 $${"{UPSTREAM}"}`, "CF1049 3 $(DNS_IP)", "CF1049 3 <UPSTREAM_2>"],
  ],
  "a brace that is has no space before it leaves doubt about all that follows": [
    ". {\ncache{\nsuccess 100\n}\nforward . 198.51.100.1\n}\n",
    ["CF1001 2 cache{"],
  ],
  "a directive on the line of another one is no zone": ["example.org {\nhosts a.hosts log\n}\n", ["CF1051 2 log"]],
  "a zone may be called as a directive": ["example.org {\nhosts a.hosts local\n}\n", ["CF1027 2 local"]],
  "an address with a zone": [block("hosts {", "fe80::1%eth0 router", "}"), []],

  "a plugin with one zone inside and one outside": [
    "cluster.local {\nkubernetes cluster.local in-addr.arpa\n}\n",
    ["CF1027 2 in-addr.arpa"],
  ],
  "hosts of another zone has reverse names": ["2.0.192.in-addr.arpa {\nhosts a.hosts example.org\n}\n", []],
  "k8s_external has its services from kubernetes": ["example.org {\nkubernetes cluster.local\nk8s_external\n}\n", []],
  "a zone above and a zone below": ["a.example.org {\ncache 30 example.org b.a.example.org\nerratic\n}\n", []],

  "a network as a key": ["192.0.2.0/24 {\nwhoami\n}\n", []],
  "a number as a key": ["5353 {\nwhoami\n}\n", ["CF1032 1 5353"]],
  "an IPv6 address as a key": ["[::1]:53 {\nwhoami\n}\n", ["CF1032 1 [::1]:53"]],
  "all addresses as a key": ["0.0.0.0:53 {\nwhoami\n}\n", ["CF1032 1 0.0.0.0:53"]],
  "a scheme in capitals, and one that means another": [
    "TLS://a.example.org {\nwhoami\n}\ntcp://b.example.org {\nwhoami\n}\n",
    ["CF1031 1 TLS://a.example.org", "CF1031 4 tcp://b.example.org"],
  ],

  "a brace that is glued to a directive": [". {\nhosts{\n192.0.2.1 a.example.org\n}\n", ["CF1001 2 hosts{"]],
  "a variable, a template and a quantifier are no braces": [
    block("chaos {$RELEASE}", "whoami"),
    ["CF1034 2 {$RELEASE}"],
  ],
  "several variables in one word, over lines": [
    block('chaos "{$A} x {%B%}', 'y {$A}"', "whoami"),
    ["CF1034 2 {$A}", "CF1034 2 {%B%}", "CF1034 3 {$A}"],
  ],
  "an inner block on one line": [block("hosts { fallthrough }", forward), ["CF1004 2 }"]],
  "an empty block on one line": [block("hosts { }", "whoami"), ["CF1003 2 hosts"]],
  "braces without a blank between": [". {}\n", ["CF1002 1 {}"]],
  "a snippet that a snippet imports": ["(a) {\nerrors\n}\n(b) {\nimport a\n}\n. {\nimport b\nwhoami\n}\n", []],
  "a proxy with a block has to be looked at": [
    block("proxy . 198.51.100.1 {", "policy random", "}"),
    ["CF1019 2 proxy"],
  ],
};

test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(said(text)).toEqual(expected));

test("what an expression ends in", () => {
  const ends: Readonly<Record<string, string | undefined>> = {
    "\\.example\\.org\\.$": ".example.org.",
    "[.]example[.]org[.]$": ".example.org.",
    "^(.*)\\.org$": ".org",
    "(example\\.org)$": "example.org",
    "\\d$": undefined,
    "a|b$": undefined,
    "[a-z]$": undefined,
    "a*$": undefined,
    "a{2}$": undefined,
    "cost\\$": undefined,
    org: undefined,
    "example.org$": "org",
  };
  for (const [source, end] of Object.entries(ends)) expect([source, literalEnd(source)]).toEqual([source, end]);
});
