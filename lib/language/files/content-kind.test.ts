import { expect, test } from "vitest";
import { kindByContent } from "./content-kind.ts";

const directives = new Set(["errors", "log", "forward", "file", "whoami", "root"]);

const cases: Readonly<Record<string, readonly [string, ReturnType<typeof kindByContent>]>> = {
  "a Corefile": [".:53 {\n    errors\n    forward . 192.0.2.1\n}\n", "corefile"],
  "a Corefile with a slip and a plugin of another build": [
    ". {\n errors\n log\n forward . 192.0.2.1\n ads\n fowrard\n}\n",
    "corefile",
  ],
  "a Corefile of one address": ["192.0.2.1 {\n    whoami\n}\n", "corefile"],
  "lines that a Corefile imports": ["errors\nforward . 192.0.2.1 {\n  max_fails 0\n}\n", "corefile"],
  "a Corefile of directives that nobody knows": ["dns://example.org .:53 {\n    ads\n}\n", "corefile"],
  "snippets and imports": ["(common) {\n    errors\n}\nimport sites/*\n", "corefile"],
  "the configuration of another server": ["server {\n    listen 80;\n    root /srv;\n}\n", undefined],
  "a program": ["function a() {\n    return b\n}\n", undefined],
  "a zone file": ["$TTL 60\n@ SOA ns m 1 2 3 4 5\n", "zone-file"],
  "a zone file with a mistake": ["@ 60 SOA ns m 1 2 3 4 5\nwww 60 A 192.0.2.300\n", "zone-file"],
  "a part of a zone file": ["www 60 IN A 192.0.2.1\n    AAAA 2001:db8::1\n", "zone-file"],
  "a part of a zone file with a mistake might be anything": ["www A 192.0.2.300\n", undefined],
  "a hosts file": ["# names\n192.0.2.1 a b # c\n2001:db8::1 a\r\nfe80::1%lo0 localhost\n", "hosts-file"],
  "a hosts file with a slip": ["192.0.2.1 a\n192.0.2.300 b\n", "hosts-file"],
  words: ["Dear all,\n\nthe names change on Monday.\n", undefined],
  "an inventory": ["[web]\n192.0.2.1 ansible_user=x\n", undefined],
  "comments alone": ["# one\n", undefined],
  nothing: ["", undefined],
};

test.each(Object.entries(cases))("%s", (_, [text, kind]) => expect(kindByContent(text, directives)).toBe(kind));
