/** What a Corefile looks like once a fix was made. */
import { expect, test } from "vitest";
import { applyFix } from "./_test/apply-fix.ts";
import { subjectOf } from "./_test/subject-of.ts";
import { lint } from "./lint.ts";

/** The text after the first fix of the first finding that has one. */
function mended(text: string): string | undefined {
  const fix = lint(subjectOf(text)).flatMap(({ fixes = [] }) => fixes)[0];
  return fix === undefined ? undefined : applyFix(text, fix);
}

const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
  "a line for a block that is there, as far in as its others": [
    ".:53 {\n\thosts {\n\t\t192.0.2.1 a\n\t}\n\tforward . 198.51.100.1\n}\n",
    ".:53 {\n\thosts {\n\t\t192.0.2.1 a\n\t\tfallthrough\n\t}\n\tforward . 198.51.100.1\n}\n",
  ],
  "a block for a line that has none, before its comment": [
    ". {\n  hosts a.hosts # ours\n  forward . 198.51.100.1\n}\n",
    ". {\n  hosts a.hosts {\n    fallthrough\n  } # ours\n  forward . 198.51.100.1\n}\n",
  ],
  "a directive at the margin": [
    ". {\nhosts\nforward . 198.51.100.1\n}\n",
    ". {\nhosts {\n    fallthrough\n}\nforward . 198.51.100.1\n}\n",
  ],
  "a property that is taken out takes its line with it": [
    "a.example.org {\n  file db {\n    upstream 192.0.2.1\n    reload 5s\n  }\n}\n",
    "a.example.org {\n  file db {\n    reload 5s\n  }\n}\n",
  ],
  "a dot within quotes": [
    'a.example.org {\n  template IN A {\n    match "^x\\.a\\.example\\.org$"\n    rcode NXDOMAIN\n  }\n}\n',
    'a.example.org {\n  template IN A {\n    match "^x\\.a\\.example\\.org\\.$"\n    rcode NXDOMAIN\n  }\n}\n',
  ],
  "a dot within parentheses": [
    "a.example.org {\n  template IN A {\n    match ^(x\\.a\\.example\\.org)$\n    rcode NXDOMAIN\n  }\n}\n",
    "a.example.org {\n  template IN A {\n    match ^(x\\.a\\.example\\.org\\.)$\n    rcode NXDOMAIN\n  }\n}\n",
  ],
  "TLS for all upstreams at once": [
    ". {\n  forward . 10.0.0.1 10.0.0.2:853 {\n    tls_servername a.example.org\n  }\n}\n",
    ". {\n  forward . tls://10.0.0.1 tls://10.0.0.2:853 {\n    tls_servername a.example.org\n  }\n}\n",
  ],
  "all keys of a block": [
    "a.example.org b.example.org:853 {\n  tls cert key\n  whoami\n}\n",
    "tls://a.example.org tls://b.example.org:853 {\n  tls cert key\n  whoami\n}\n",
  ],
  "a wildcard of everything": ["*:5353 {\n  whoami\n}\n", ".:5353 {\n  whoami\n}\n"],
  "what stands in a snippet is mended there": [
    "(names) {\n  hosts\n}\n. {\n  import names\n  forward . 198.51.100.1\n}\n",
    "(names) {\n  hosts {\n    fallthrough\n  }\n}\n. {\n  import names\n  forward . 198.51.100.1\n}\n",
  ],
  "a closing brace gets a line of its own": [
    "a.example.org {\n  hosts { no_reverse }\n  whoami\n}\n",
    "a.example.org {\n  hosts { no_reverse \n}\n  whoami\n}\n",
  ],
};

test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(mended(text)).toBe(expected));
