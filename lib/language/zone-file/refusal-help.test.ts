/** What is missing in a zone file that CoreDNS refuses, where, and what mends it. */

import { expect, test } from "vitest";
import { ROOT, readName } from "../../dns/name/name.ts";
import { reader } from "../../plugins/file/directive.ts";
import { applyEdits } from "../../text/edit.ts";
import { getZoneProblems } from "./problems.ts";
import { readZoneText } from "./read.ts";

const HEAD = "$TTL 3600\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n";

interface Case {
  readonly zone?: string;
  readonly text: string;
  /** Words of what is found. */
  readonly told: string;
  readonly line: number;
  readonly fix?: readonly [title: string, makes: string];
}

const cases: Readonly<Record<string, Case>> = {
  "no mailbox, in parentheses (coredns#1163)": {
    text: "$TTL 60\n@ 3600 IN SOA ns.example.org. (\n  2017042745 ; serial\n  7200 3600 1209600 3600 )\n@ NS ns\nns A 192.0.2.53\n",
    told: "The mailbox of this SOA record is missing: 2017042745 is in its place",
    line: 2,
    fix: ["Put the mailbox hostmaster in", "(\n  hostmaster 2017042745 ; serial"],
  },
  "a value of the SOA is missing": {
    text: "$TTL 60\n@ SOA ns admin 1 7200 3600 1209600\n@ NS ns\nns A 192.0.2.53\n",
    told: "This SOA record has 6 of seven values: MINIMUM is missing",
    line: 2,
  },
  "the owner lacks its dot (coredns#6420)": {
    zone: "test.",
    text: "$TTL 60\ntest SOA ns.example.net. admin 1 7200 3600 1209600 300\n",
    told: "The owner has no final dot, so it is relative to the origin test.: write test. or @.",
    line: 2,
    fix: ["Write test.", "test. SOA"],
  },
  "no zone behind the file in a block for the root": {
    zone: ".",
    text: "$TTL 60\n$ORIGIN example.org.\n@ SOA ns admin 1 7200 3600 1209600 300\n",
    told: "when no zone follows the file's name. Write the zone there in the Corefile. Here: file FILE example.org",
    line: 3,
  },
  "no SOA for the root (k8s_gateway#155)": {
    zone: ".",
    text: "$TTL 60\nwww A 192.0.2.1\n",
    told: "file reads this file for the root",
    line: 1,
  },
  "the SOA of another zone": {
    text: "$TTL 60\nexample.net. SOA ns admin 1 7200 3600 1209600 300\n",
    told: "The file is read for the zone example.org.",
    line: 2,
  },
  "no type before an address": {
    text: `${HEAD}www 192.0.2.1\n`,
    told: "The type of the record is missing before the address: A 192.0.2.1.",
    line: 5,
    fix: ["Put A before 192.0.2.1", "www A 192.0.2.1"],
  },
  "no type before an IPv6 address": {
    text: `${HEAD}www 2001:db8::1\n`,
    told: "AAAA 2001:db8::1",
    line: 5,
    fix: ["Put AAAA before 2001:db8::1", "www AAAA 2001:db8::1"],
  },
  "a type that is spelled wrongly": {
    text: `${HEAD}www CNMAE ns\n`,
    told: "CNMAE is not a record type. Did you mean CNAME",
    line: 5,
    fix: ["Change to CNAME", "www CNAME ns"],
  },
  "MX without its preference": {
    text: `${HEAD}@ MX ns\n`,
    told: "The record is written MX PREFERENCE HOST",
    line: 5,
    fix: ["Put 10 before ns", "@ MX 10 ns"],
  },
  "an IPv6 address in A": {
    text: `${HEAD}www A 2001:db8::1\n`,
    told: "2001:db8::1 belongs in an AAAA record",
    line: 5,
    fix: ["Change to AAAA", "www AAAA 2001:db8::1"],
  },
  "a name in A": {
    text: `${HEAD}www A ns.example.org.\n`,
    told: "ns.example.org. is a name, which belongs in a CNAME record",
    line: 5,
    fix: ["Change to CNAME", "www CNAME ns.example.org."],
  },
  "an address with too few numbers": {
    text: `${HEAD}www A 192.0.2\n`,
    told: "An A record holds an IPv4 address, which 192.0.2 is not.",
    line: 5,
  },
  "no TTL": {
    text: "@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n_s._tcp SRV 0 0 1 ns\n",
    told: "There is no TTL in this record or before it.",
    line: 2,
    fix: ["Put $TTL 3600 at the start", "$TTL 3600\n@ SOA"],
  },
};

test.each(Object.entries(cases))("%s", (_, { zone = "example.org.", text, told, line, fix }) => {
  const origin = readName(zone) ?? ROOT;
  const reading = readZoneText({ file: "db", text, origin, include: () => ({ error: "" }) });
  const problems = getZoneProblems(reading, { origin, reader });
  const found = problems.filter(({ message, help = "" }) => `${message} ${help}`.includes(told));
  expect(problems.map(({ message, help }) => `${message} ${help}`).join("\n")).toContain(told);
  expect(found.map(({ range }) => range.start.line)).toContain(line);
  if (fix === undefined) return;
  const offered = problems.flatMap(({ fixes = [] }) => fixes).find(({ title }) => title === fix[0]);
  expect(applyEdits(text, offered?.edits ?? [])).toContain(fix[1]);
});
