/** Rules about who is asked, and who never is. */
import { expect, test } from "vitest";
import { block, said } from "../../_test/said.ts";

const TEMPLATE_ALL = ["template ANY ANY {", "rcode NXDOMAIN", "}"];
const A_HOSTS = [
  "template IN A example.org {",
  "match ^host[0-9]+\\.example\\.org\\.$",
  'answer "{{ .Name }} 60 IN A 192.0.2.1"',
];

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "hosts without fallthrough for a zone of its own hides nothing": [
    block("hosts example.hosts example.org", "forward . 198.51.100.1"),
    [],
  ],
  "hosts hands unknown reverse names on by itself": [
    "2.0.192.in-addr.arpa {\nhosts example.hosts\nforward . 198.51.100.1\n}\n",
    [],
  ],
  "fallthrough for other zones than those of the block is none": [
    "example.org {\nhosts example.hosts {\nfallthrough example.net\n}\nforward . 198.51.100.1\n}\n",
    ["CF1003 2 hosts"],
  ],
  "fallthrough for a part of the zone is enough to reach the next plugin": [
    "example.org {\nfile db.example.org {\nfallthrough a.example.org\n}\nforward . 198.51.100.1\n}\n",
    [],
  ],
  "one finding for all plugins that are shut out": [
    "example.org {\nfile db.example.org\nforward . 198.51.100.1\nwhoami\n}\n",
    ["CF1003 2 file", "CF1006 4 whoami"],
  ],
  "with rewrite a name may leave the zone of the block": [
    "example.org {\nrewrite name suffix .example.org .example.net answer auto\nfile db.example.org\nforward . 198.51.100.1\n}\n",
    [],
  ],
  "auto may have no file for a zone": ["example.org {\nauto\nforward . 198.51.100.1\n}\n", []],
  "kubernetes hides nothing but its own zones": [block("kubernetes cluster.local", "forward . 198.51.100.1"), []],
  "k8s_external before kubernetes": ["example.org {\nk8s_external\nkubernetes\n}\n", ["CF1003 2 k8s_external"]],
  "etcd, kubernetes and secondary without fallthrough": [
    "example.org {\netcd\nforward . 198.51.100.1\n}\nexample.net {\nsecondary {\ntransfer from 192.0.2.1\n}\nwhoami\n}\n",
    ["CF1003 2 etcd", "CF1003 6 secondary"],
  ],

  "the second forward for the same zone": [
    block("forward . 198.51.100.1", "forward . 198.51.100.2"),
    ["CF1006 3 forward"],
  ],
  "a special forward behind a general one": [
    block("forward . 198.51.100.1", "forward example.org 198.51.100.2"),
    ["CF1006 3 forward"],
  ],
  "a special forward before a general one": [block("forward example.org 198.51.100.1", "forward . 198.51.100.2"), []],
  "a special forward that the general one leaves out": [
    block("forward . 198.51.100.1 {", "except example.org", "}", "forward example.org 198.51.100.2"),
    [],
  ],
  "a part of what the general one leaves out is for the special one": [
    block("forward . 198.51.100.1 {", "except a.example.org", "}", "forward example.org 198.51.100.2"),
    [],
  ],
  "forward with next hands replies to the next forward, and to nothing else": [
    block("forward . 198.51.100.1 {", "next NXDOMAIN", "}", "forward . 198.51.100.2", "whoami"),
    ["CF1006 6 whoami"],
  ],
  "forward for two zones of three": ["example.org example.net {\nforward example.org 198.51.100.1\nwhoami\n}\n", []],
  "whoami and erratic always answer, and erratic runs first": [block("whoami", "erratic"), ["CF1006 2 whoami"]],
  "a template for everything": [block(...TEMPLATE_ALL, "forward . 198.51.100.1"), ["CF1006 5 forward"]],
  "a template for everything in one zone": [
    block("template ANY ANY example.org {", "rcode NXDOMAIN", "}", "forward . 198.51.100.1"),
    [],
  ],
  "a template behind one for all types": [
    block(...TEMPLATE_ALL, "template IN A {", 'answer "{{ .Name }} 60 IN A 192.0.2.1"', "}"),
    ["CF1006 5 template"],
  ],
  "a template for all types with an expression and without fallthrough": [
    block("template ANY ANY {", "match ^a\\.", "rcode NXDOMAIN", "}", "forward . 198.51.100.1"),
    ["CF1003 2 template"],
  ],
  "a template in another class": [block("template CH ANY {", "rcode NXDOMAIN", "}", "forward . 198.51.100.1"), []],
  "a template for one type leaves the others": [
    block("template IN AAAA {", "rcode NOERROR", "}", "forward . 198.51.100.1"),
    [],
  ],

  "a template with an expression fails what does not match": [
    block(...A_HOSTS, "}", "forward . 198.51.100.1"),
    ["CF1045 2 template"],
  ],
  "nothing could answer what does not match": [["example.org {", ...A_HOSTS, "}", "}"].join("\n"), []],
  "an expression that every name matches": [
    block("template IN A {", "match .*", 'answer "{{ .Name }} 60 IN A 192.0.2.1"', "}", "forward . 198.51.100.1"),
    [],
  ],

  "an entry of hosts that a template answers": [
    block(
      "hosts {",
      "192.0.2.1 a.example.org b.example.org",
      "fallthrough",
      "}",
      "template IN A {",
      "match ^b\\.",
      'answer "{{ .Name }} 60 IN A 192.0.2.2"',
      "fallthrough",
      "}",
      "forward . 198.51.100.1",
    ),
    ["CF1007 3 b.example.org"],
  ],
  "an entry of another family than the template's": [
    block(
      "hosts {",
      "2001:db8::1 a.example.org",
      "fallthrough",
      "}",
      "template IN A {",
      'answer "{{ .Name }} 60 IN A 192.0.2.2"',
      "}",
      "forward . 198.51.100.1",
    ),
    [],
  ],
  "a template that looks at more than the name": [
    block(
      "hosts {",
      "192.0.2.1 a.example.org",
      "fallthrough",
      "}",
      "template IN A {",
      "expr client_ip() == '192.0.2.9'",
      "rcode NXDOMAIN",
      "fallthrough",
      "}",
      "forward . 198.51.100.1",
    ),
    [],
  ],

  "a block with nothing but settings refuses": [block("reload"), ["CF1005 1 ."]],
  "an empty block refuses": [". {\n}\n", ["CF1005 1 ."]],
  "acl, any, chaos and local answer by themselves": [
    "a.example.org {\nacl {\nblock\n}\n}\nversion.bind {\nchaos\n}\nlocalhost {\nlocal\n}\nexample.org {\nany\n}\n",
    [],
  ],
};

test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(said(text)).toEqual(expected));
