/** `corefile-studio log` as a stranger uses it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();

const COREFILE = `example.org:1053 {
    errors
    log . "{name} {type} {rcode} from {remote}"
    acl {
        block net 198.51.100.0/24
    }
    hosts {
        192.0.2.80 www.example.org
    }
}
.:1053 {
    errors
    log
    forward . 192.0.2.53
}
`;
const LOG = [
  "[INFO] www.example.org. A NOERROR from 192.0.2.1",
  "[INFO] www.example.org. A NOERROR from 192.0.2.1",
  "[INFO] www.example.org. A REFUSED from 198.51.100.7",
  "[INFO] mail.example.org. A NOERROR from 192.0.2.1",
  "[INFO] gone.example.org. A NXDOMAIN from 198.51.100.7",
  '[INFO] 192.0.2.1:4 - 5 "A IN api.example.net. udp 33 false 512" NOERROR qr,rd,ra 64 0.01s',
  '[INFO] 192.0.2.1:4 - 5 "A IN api.example.net. tcp 33 false 512" NOERROR qr,rd,ra 64 0.01s',
  "[ERROR] plugin/errors: 2 api.example.net. A: read udp 192.0.2.9:4->192.0.2.53:53: i/o timeout",
  "[ERROR] plugin/errors: 2 api.example.net. A: read udp 192.0.2.9:7->192.0.2.53:53: i/o timeout",
  "",
].join("\n");

const reportSchema = z.object({
  asked: z.number(),
  messages: z.array(z.object({ kind: z.string(), count: z.number(), places: z.array(z.unknown()) })),
  again: z.object({
    asked: z.number(),
    same: z.number(),
    beyond: z.number(),
    changed: z.array(z.object({ question: z.object({ name: z.string() }), now: z.string(), state: z.string() })),
  }),
});

test("errors with the lines of the Corefile, questions with counts, and what would be answered differently now", () => {
  folder.layOut({ Corefile: COREFILE, "dns.log": LOG });
  const { code, out } = folder.run("log dns.log");
  expect(code).toBe(1);
  expect(out).toContain("dns.log: log, 9 lines, 7 queries for 6 questions\n");
  expect(out).toContain(
    "  2 × The upstream 192.0.2.53:53 did not reply in time. (api.example.net.)\n      Corefile:14: forward . 192.0.2.53\n",
  );
  expect(out).toContain("        2  www.example.org. A from 192.0.2.1  NOERROR\n");
  expect(out).toContain(
    "Asked again: 4 questions put to Corefile; 2 questions would be answered differently, 2 of them would fail\n",
  );
  expect(out).toContain("  ✗ mail.example.org. A from 192.0.2.1  NOERROR → SERVFAIL  (1 ×)\n");
  expect(out).toContain("  ✗ gone.example.org. A from 198.51.100.7  NXDOMAIN → REFUSED  (1 ×)\n");
  expect(out).toContain("  2 questions not compared: an upstream would have to be asked (--network)\n");
});

test("from standard input as JSON, against another configuration", () => {
  folder.layOut({ "new/Corefile": COREFILE.replace("192.0.2.80 www", "192.0.2.80 mail.example.org www") });
  const { code, out } = folder.run("log - new --format json", LOG);
  const { asked, messages, again } = reportSchema.parse(JSON.parse(out));
  expect([code, asked, again.asked, again.beyond]).toEqual([1, 7, 6, 2]);
  expect(messages).toEqual([
    {
      kind: "forward.timeout",
      count: 2,
      places: [{ file: "new/Corefile", line: 14, text: "forward . 192.0.2.53" }],
    },
  ]);
  expect(again.changed.map(({ question, now, state }) => `${question.name} ${now} ${state}`)).toEqual([
    "gone.example.org. REFUSED fails",
  ]);
});

describe("exit codes", () => {
  test("0 when all are answered as before, and where nothing is asked", () => {
    folder.layOut({ Corefile: COREFILE });
    expect(folder.run("log", "[INFO] www.example.org. A NOERROR from 192.0.2.1\n").code).toBe(0);
    expect(folder.run("log - --ask 0", LOG).code).toBe(0);
    folder.layOut({ "empty/dns.log": LOG });
    expect(folder.run("log dns.log --top 1", "").code).toBe(2);
  });
  const failures: Readonly<Record<string, readonly [string, string]>> = {
    "a log that is not there": ["log none.log", "corefile-studio log: none.log: no such file or directory\n"],
    "a configuration that is not there": ["log - none", "corefile-studio log: none: no such file or directory\n"],
    "a configuration that does not start": [
      "log - bad",
      "Corefile:2:5: bad:2 - Error during parsing: Unknown directive 'foo'\n",
    ],
    "too many words": [
      "log a b c",
      "corefile-studio log: a file and a configuration, not 3 words; see corefile-studio log --help\n",
    ],
    "a count that is none": [
      "log --top x",
      'corefile-studio log: --top and --ask take whole numbers, not "x"; see corefile-studio log --help\n',
    ],
    "a port that the Corefile has not": [
      "log - --at 99",
      "corefile-studio log: the Corefile has no listener for plain DNS there\n",
    ],
  };
  test.each(Object.entries(failures))("2: %s", (_, [command, said]) => {
    folder.layOut({ Corefile: COREFILE, bad: ". {\n    foo\n}\n" });
    const { code, err } = folder.run(command, LOG);
    expect([code, err]).toEqual([2, expect.stringContaining(said.slice(said.indexOf(": ") + 1))]);
  });
});

test("captures are read with the ports of the Corefile", () => {
  const fixtures = new URL("../fixtures/traffic/", import.meta.url);
  folder.layOut({ Corefile: readFileSync(new URL("Corefile", fixtures), "utf8") });
  const { code, out } = folder.run(`log ${new URL("dns.pcap", fixtures).pathname}`);
  expect([code, out]).toEqual([0, expect.stringContaining("capture (pcap), 20 queries for 14 questions\n")]);
});
