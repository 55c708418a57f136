import { describe, expect, it } from "vitest";
import type { Explanation, Step } from "../lib/explanation/explanation.ts";
import { writeExplanation } from "../lib/explanation/explanation-text.ts";
import type { Range } from "../lib/text/position.ts";
import { readQueryOptions } from "./query-options.ts";

const at = (line: number, file = "Corefile"): Range => ({
  file,
  start: { offset: 0, line, column: 5 },
  end: { offset: 1, line, column: 6 },
});

describe("the command line", () => {
  it("with a name only asks for its addresses, as dig does", () => {
    expect(readQueryOptions(["www.example.org"])).toMatchObject({
      corefile: "Corefile",
      request: {
        name: "www.example.org",
        type: "A",
        class: "IN",
        transport: "udp",
        edns: { size: 1232, dnssecOk: false },
      },
      defaultPort: 53,
      explain: false,
    });
  });
  it("takes options with one dash or two, before and behind the name", () => {
    const args = [
      "-conf",
      "other",
      "example.org",
      "--tcp",
      "mx",
      "--as=10.1.2.3",
      "--do",
      "--bufsize",
      "4096",
      "--why",
      "-at",
      "5300",
    ];
    expect(readQueryOptions(args)).toMatchObject({
      corefile: "other",
      request: { type: "mx", transport: "tcp", clientAddress: "10.1.2.3", edns: { size: 4096, dnssecOk: true } },
      destination: { port: 5300 },
      explain: true,
    });
  });
  it("puts the question to a plugin, by its line when there are several, and explains", () => {
    expect(readQueryOptions(["x", "--anyway", "forward:9"])).toMatchObject({
      request: { anyway: { plugin: "forward", line: 9 } },
      explain: true,
    });
    expect(readQueryOptions(["x", "--anyway=forward"])).toMatchObject({ request: { anyway: { plugin: "forward" } } });
  });
  it.each(["tcp", "tls", "https", "https3", "quic", "grpc"])("asks over %s", (transport) => {
    expect(readQueryOptions(["x", `--${transport}`])).toMatchObject({ request: { transport } });
  });
  it.each([
    ["k.example.org:c2VjcmV0", { name: "k.example.org.", algorithm: "hmac-sha256", secret: "c2VjcmV0" }],
    ["HMAC-SHA512:k.:c2VjcmV0", { name: "k.", algorithm: "hmac-sha512", secret: "c2VjcmV0" }],
  ])("signs with the key %s", (key, read) => {
    expect(readQueryOptions(["x", "--key", key])).toMatchObject({ request: { key: read } });
  });
  it.each([
    ["k", "--key takes NAME:SECRET or HMAC:NAME:SECRET"],
    ["a:hmac-sha256:k:c2VjcmV0", "--key takes NAME:SECRET or HMAC:NAME:SECRET"],
    [
      "hmac-md5:k:c2VjcmV0",
      '--key takes hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512, not "hmac-md5"',
    ],
    ["a..b:c2VjcmV0", '--key: "a..b" is not a domain name'],
    ["k:c2VjcmV", "--key: the secret is not Base64"],
  ])("refuses the key %s", (key, usageProblem) => {
    expect(readQueryOptions(["x", "--key", key])).toEqual({ usageProblem });
  });
  it("signs no questions of a pod", () => {
    expect(readQueryOptions(["x", "--as", "pod:a/b", "--key", "k:c2VjcmV0"])).toEqual({
      usageProblem: "--key signs one question; a pod's resolver asks several",
    });
  });
  it("without EDNS", () => {
    expect(readQueryOptions(["x", "--bufsize=0"])).not.toHaveProperty("request.edns");
  });
  const wrong: Record<string, [string[], string]> = {
    "two transports": [["x", "--tls", "--https"], "--tls and --https are two transports; ask over one"],
    "no name": [[], "missing"],
    "an unknown option": [["x", "--frob"], "unknown option --frob"],
    "an option without its value": [["x", "-conf"], "needs a value"],
    "too many words": [["x", "A", "y"], "unexpected y"],
    "an address that is none": [["x", "--as", "10.1"], '"10.1" is not an IP address'],
    "a port out of range": [["x", "--at", "70000"], '--at takes a port, an address or ADDRESS:PORT, not "70000"'],
    "a size that is no number": [
      ["x", "--bufsize", "big"],
      '--bufsize takes a size in octets from 0 to 65535, not "big"',
    ],
    "a place that is none": [["x", "--at", "example.org"], "--at takes a port, an address"],
  };
  it("never says what the schema's library says", () => {
    for (const args of [["x", "--timeout", "NaN"], ["x", "--timeout="], ["x".repeat(5000)], ["x", "-dns.port", "-1"]]) {
      expect(JSON.stringify(readQueryOptions(args))).not.toMatch(/Invalid input|Too (small|big)|expected|received/);
      expect(readQueryOptions(args)).toHaveProperty("usageProblem");
    }
  });
  it.each(Object.entries(wrong))("is refused with %s", (_, [args, text]) => {
    expect(readQueryOptions(args)).toHaveProperty("usageProblem", expect.stringContaining(text));
  });
});

describe("an explanation as text", () => {
  const step = (plugin: string, line: number, rest: Partial<Step>): Step => ({
    plugin,
    at: at(line),
    verdict: "passed",
    notes: [],
    tookMicros: 100,
    steps: [],
    ...rest,
  });
  const reason = (sentence: string) => ({ code: "x", facts: {}, sentence });
  const explanation: Explanation = {
    inWords: "Found in db.example.org:12.",
    question: { name: "www.example.org.", type: "A", class: "IN" },
    client: { address: "10.1.2.3", port: 4000, transport: "udp" },
    listener: "dns://:53",
    dispatch: [
      { zone: "example.org.", at: at(1), match: "longest match" },
      { zone: ".", view: "vpn", at: at(9), match: "shorter match" },
    ],
    steps: [
      step("rewrite", 3, {
        verdict: "changed",
        before: "web.example.org.",
        after: "www.example.org.",
        back: {
          verdict: "changed",
          reason: reason("the name is put back"),
          changes: [
            { part: "answer", kind: "TTL", record: "www.example.org. IN A 192.0.2.1", before: "60", after: "7" },
          ],
        },
        steps: [
          step("hosts", 5, {
            verdict: "fell through",
            reason: reason("no entry for web.example.org."),
            steps: [
              step("file", 6, {
                verdict: "answered",
                rule: at(12, "db.example.org"),
                tookMicros: 40,
                notes: [{ reason: reason("a CNAME was followed"), rule: at(11, "db.example.org") }],
              }),
            ],
          }),
        ],
      }),
    ],
    answeredBy: "file",
    decidedAt: at(12, "db.example.org"),
    notReached: [{ plugin: "forward", at: at(7), because: "file ended the chain before it", inRequestPath: true }],
    reply: { rcode: "NOERROR", answers: 1, sent: true },
    tookMicros: 123_456,
  };
  it("has the sentence, dispatch, the way down and up, and who was not reached, in columns", () => {
    expect(writeExplanation(explanation)).toBe(`WHY  www.example.org. IN A from 10.1.2.3#4000 over UDP
     Found in db.example.org:12.
     NOERROR, 1 answer; answered by file, decided by db.example.org:12:5 (123 ms)

DISPATCH  dns://:53
  example.org.  longest match  Corefile:1:5
  . [view vpn]  shorter match  Corefile:9:5

DOWN
  rewrite  changed       Corefile:3:5         0.10 ms  web.example.org. → www.example.org.
  hosts    fell through  Corefile:5:5         0.10 ms  no entry for web.example.org.
  file     answered      db.example.org:12:5  0.04 ms
                         db.example.org:11:5           a CNAME was followed

UP
  rewrite  changed  Corefile:3:5  the name is put back
                                  answer: TTL 60 → 7 of www.example.org. IN A 192.0.2.1

NOT REACHED
  forward  file ended the chain before it  Corefile:7:5
`);
  });
  it("folds blocks that are far from the question", () => {
    const far = Array.from({ length: 141 }, (_, index) => ({
      zone: `z${index}.example.net.`,
      at: { ...at(20 + index), start: { offset: 100 + index, line: 20 + index, column: 1 } },
      match: "no match" as const,
    }));
    const text = writeExplanation({ ...explanation, dispatch: [...far, ...explanation.dispatch] });
    expect(text).toContain("\n  . [view vpn]  shorter match  Corefile:9:5\n  141 more do not match\n");
  });
  it("says so when nothing was sent", () => {
    const dropped = {
      ...explanation,
      steps: [],
      answeredBy: undefined,
      decidedAt: undefined,
      reply: { rcode: "", answers: 0, sent: false },
    };
    expect(writeExplanation(dropped)).toContain("no reply was sent; the server answered by itself");
  });
});

describe("a release", () => {
  it("is read, and a coredns program is none", () => {
    expect(readQueryOptions(["example.org", "--release", "v1.11.3"])).toMatchObject({ release: { release: "1.11.3" } });
    expect(readQueryOptions(["example.org", "--release", "new"])).toEqual({
      usageProblem: '--release: "new" is not a release of CoreDNS; write one such as 1.11.3',
    });
    expect(readQueryOptions(["example.org", "--release", "1.11.3", "--engine", "coredns"])).toEqual({
      usageProblem: "--release is for the built-in engine; a coredns program is the release that it is",
    });
  });
});
