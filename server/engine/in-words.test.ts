/** The sentence about the whole way, and what wrappers changed on the way back, of questions asked over real sockets. */
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { changeText } from "../../lib/explanation/reply-changes.ts";
import { traceOf } from "../../lib/explanation/trace.ts";
import { Studio } from "../control/studio.ts";

const ZONE = `$TTL 60
@ SOA ns admin 7 1 1 1 1
@ NS ns
ns A 192.0.2.53
www A 192.0.2.1
alias CNAME www
away CNAME www.example.com.
*.wild A 192.0.2.3
*.many CNAME www
sub NS ns.sub
ns.sub A 192.0.2.54
old DNAME new
a.new A 192.0.2.5
`;
const FILES = { "zones/db.example.org": ZONE, "hosts.txt": "# ours\n192.0.2.7 web.example.org\n" };

let home: string;
let studio: Studio;
const upstream = createSocket("udp4");
beforeAll(async () => {
  // NXDOMAIN for everything.
  upstream.on("message", (query, from) => {
    const reply = Buffer.concat([query.subarray(0, 2), Uint8Array.of(0x81, 0x83), query.subarray(4)]);
    upstream.send(reply, from.port, from.address);
  });
  await new Promise<void>((done) => upstream.bind(0, "127.0.0.1", done));
  home = mkdtempSync(join(tmpdir(), "words-"));
  studio = new Studio({ folder: home, home });
});
afterAll(async () => {
  upstream.close();
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

let configurations = 0;

/** Asks a block for example.org with these lines, as often as wanted; gives the last explanation. */
async function explained(lines: string, question: string, times = 1): Promise<Explanation> {
  const corefile = lines.startsWith("example.org {") ? lines : `example.org {\n${lines}\n}\n`;
  // The same text again would be asked with all that it holds already.
  configurations += 1;
  const text = `${corefile}# ${configurations}\n`.replaceAll("UPSTREAM", `127.0.0.1:${upstream.address().port}`);
  const { applied, problems } = await studio.window("").apply({ drafts: { ...FILES, Corefile: text } });
  if (!applied) throw new Error(problems[0]?.message);
  const [name, type = "A", clientAddress] = question.split(" ");
  let explanation: Explanation | undefined;
  for (let asked = 0; asked < times; asked++) {
    const reply = await studio.window("").ask(askRequestSchema.parse({ name, type, clientAddress, timeoutMs: 2000 }));
    explanation = reply.explanation;
  }
  if (explanation === undefined) throw new Error("nothing was explained");
  return explanation;
}

const TO_WWW = "rewrite name exact web.example.org www.example.org";
const DB = "file zones/db.example.org";

/** What stands in the block, the question, how often it is asked, and the sentence. */
const sentences: Readonly<Record<string, readonly [string, string, string, number?]>> = {
  "a rewrite in front of a zone file": [
    `${TO_WWW}\n${DB}`,
    "web.example.org",
    "Rewritten to www.example.org, found in zones/db.example.org:5, name put back.",
  ],
  "a rewrite of the type": [
    `rewrite type AAAA A\n${DB}`,
    "www.example.org AAAA",
    "Rewritten to type A, found in zones/db.example.org:5, type put back in the question only, though AAAA was asked for and the answer has only A.",
  ],
  "an answer from the cache": [`cache\n${DB}`, "www.example.org", "Answered from the cache, kept 0 s ago.", 2],
  "a miss of the cache": [`cache\n${DB}`, "www.example.org", "Not in the cache, found in zones/db.example.org:5."],
  "rewrite, cache and the file together": [
    `${TO_WWW}\ncache\nminimal\n${DB}`,
    "web.example.org",
    "Rewritten to www.example.org, not in the cache, found in zones/db.example.org:5, authority and additional records left out by minimal, name put back.",
  ],
  "a template": [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.9"\n}',
    "x.example.org",
    "Made by the template in Corefile:3.",
  ],
  "a template that is for other names": [
    'template IN A {\n  match ^a\n  answer "{{ .Name }} 60 IN A 192.0.2.9"\n  fallthrough\n}\nwhoami',
    "x.example.org",
    "No template answers it, every name is answered with the client's own address: 127.0.0.1, port PORT, over udp.",
  ],
  "a line of a hosts file": ["hosts hosts.txt", "web.example.org", "Found in hosts.txt:2."],
  "hosts without fallthrough": [
    "hosts hosts.txt",
    "no.example.org",
    "Not in hosts.txt, which ends the chain with SERVFAIL because fallthrough is not set.",
  ],
  "hosts that falls through to a zone": [
    `hosts hosts.txt {\n  fallthrough\n}\n${DB}`,
    "www.example.org",
    "Not in hosts.txt, which falls through, found in zones/db.example.org:5.",
  ],
  "a zone that falls through to a template": [
    `${DB} {\n  fallthrough\n}\nforward . UPSTREAM`,
    "no.example.org",
    "Not in zone example.org., which falls through, upstream 127.0.0.1:UPSTREAM replied NXDOMAIN.",
  ],
  "a forward": ["forward . UPSTREAM", "x.example.org", "Upstream 127.0.0.1:UPSTREAM replied NXDOMAIN."],
  "a forward to nobody": [
    "forward . 127.0.0.1:1",
    "x.example.org",
    "No upstream replied after 2 attempts: read udp 127.0.0.1:PORT->127.0.0.1:1: read: connection refused, the client gets SERVFAIL.",
  ],
  "an alias": [DB, "alias.example.org", "Found in zones/db.example.org:6: an alias of www.example.org."],
  "an alias that leads away": [
    DB,
    "away.example.org",
    "Found in zones/db.example.org:7: an alias of www.example.com., and nothing here has A records for www.example.com.",
  ],
  "a wildcard": [DB, "x.wild.example.org", "Made from the wildcard *.wild.example.org. in zones/db.example.org:8."],
  "a wildcard without the type": [
    DB,
    "x.wild.example.org AAAA",
    "Covered by the wildcard *.wild.example.org. in zones/db.example.org:8, which has no AAAA records.",
  ],
  "a wildcard that is an alias": [
    DB,
    "x.many.example.org",
    "Made from the wildcard *.many.example.org. in zones/db.example.org:9: an alias of www.example.org.",
  ],
  "a referral": [DB, "x.sub.example.org", "Delegated to ns.sub.example.org. in zones/db.example.org:10."],
  "a DNAME": [DB, "a.old.example.org", "Moved by the DNAME in zones/db.example.org:12: an alias of a.new.example.org."],
  "no data": [DB, "www.example.org MX", "www.example.org. has no MX records (it has A)."],
  "no such name": [
    DB,
    "no.example.org",
    "Not in zone example.org. (zones/db.example.org), which ends the chain with NXDOMAIN.",
  ],
  "an acl that refuses": [
    `acl {\n  block type A net 127.0.0.0/8\n}\n${DB}`,
    "www.example.org",
    "A rule for example.org. blocks 127.0.0.1 asking for A: REFUSED.",
  ],
  "an acl that drops": [
    `acl {\n  drop type A net 127.0.0.0/8\n}\n${DB}`,
    "www.example.org",
    "A rule for example.org. drops queries from 127.0.0.1 for A: no reply at all.",
  ],
  "flags on the way back": [
    `header {\n  response set ra\n}\n${DB}`,
    "www.example.org",
    "Found in zones/db.example.org:5, flags set to aa ra rd.",
  ],
  "the end of the chain": [
    "log\ncache",
    "x.example.org",
    "Not in the cache, no plugin of the block example.org. answers this name, and none comes after cache (no next plugin found), so the server replied SERVFAIL, and a forward there would answer, or a block of its own for such names.",
  ],
  "a name that no block takes": [
    DB,
    "www.example.com",
    "No server block on this listener takes this name, so the server replied REFUSED.",
  ],
  "a view": [
    "example.org {\n  view inside {\n    expr incidr(client_ip(), '10.0.0.0/8')\n  }\n  file zones/db.example.org\n}\nexample.org {\n  whoami\n}\n",
    "www.example.org A 10.1.2.3",
    "Taken by view inside, found in zones/db.example.org:5.",
  ],
};

describe("the sentence about", () => {
  it.each(Object.entries(sentences))("%s", async (_, [lines, question, sentence, times]) => {
    const { inWords, client } = await explained(lines, question, times);
    const upstreamPort = `127.0.0.1:${upstream.address().port}`;
    const told = inWords
      .replace(`port ${client.port}`, "port PORT")
      .replace(/127\.0\.0\.1:\d+->/, "127.0.0.1:PORT->")
      .replace(upstreamPort, "127.0.0.1:UPSTREAM");
    expect(told).toBe(sentence);
  });
});

const rowsBack = (explanation: Explanation) =>
  traceOf(explanation).up.map(({ step: { plugin, back } }) => [
    plugin,
    back?.verdict,
    ...(back?.changes ?? []).map(changeText),
  ]);

describe("the way back", () => {
  it("has a row for each wrapper, with the records that it changed", async () => {
    const lines = `${TO_WWW}\ncache\nminimal\nheader {\n  response set ra\n}\n${DB}`;
    expect(rowsBack(await explained(lines, "web.example.org"))).toEqual([
      ["minimal", "changed", "authority: removed example.org. 60 IN NS ns.example.org."],
      ["header", "changed", "flags: aa rd → aa rd ra"],
      ["cache", "observed"],
      [
        "rewrite",
        "changed",
        "question: www.example.org. IN A → web.example.org. IN A",
        "answer: www.example.org. 60 IN A 192.0.2.1 → web.example.org. 60 IN A 192.0.2.1",
      ],
    ]);
  });
  it("tells a changed TTL as such", async () => {
    const explanation = await explained(`rewrite ttl regex .* 7\n${DB}`, "www.example.org");
    expect(rowsBack(explanation)[0]).toEqual([
      "rewrite",
      "changed",
      "answer: TTL 60 → 7 of www.example.org. IN A 192.0.2.1",
      "authority: TTL 60 → 7 of example.org. IN NS ns.example.org.",
    ]);
  });
  it("is told of plugins that only look", async () => {
    const explanation = await explained(`log\nerrors\n${DB}`, "www.example.org");
    expect(rowsBack(explanation)).toEqual([["log", "observed"]]);
    expect(explanation.steps[0]).toMatchObject({
      plugin: "errors",
      verdict: "observed",
      steps: [{ plugin: "log", verdict: "observed" }],
    });
  });
});

describe("an upstream that is a listener of the same Corefile", () => {
  const TWO = `example.org {\n  forward . 127.0.0.1:5399\n}\nexample.org:5399 {\n  log\n  ${DB}\n}\n`;
  it.each(["udp", "tcp"])("has its own explanation inside of the step that asked over %s", async (transport) => {
    const forced = transport === "tcp" ? TWO.replace("5399\n", "5399 {\n    force_tcp\n  }\n") : TWO;
    const { steps, inWords, answeredBy } = await explained(forced, "www.example.org");
    expect(steps[0]?.askedHere).toMatchObject([
      {
        listener: "dns://:5399",
        explanation: {
          inWords: "Found in zones/db.example.org:5.",
          question: { name: "www.example.org." },
          steps: [{ plugin: "log", steps: [{ plugin: "file", verdict: "answered" }] }],
        },
      },
    ]);
    expect([answeredBy, inWords]).toEqual(["forward", "Upstream 127.0.0.1:5399 replied NOERROR."]);
  });
  it("is told from upstreams elsewhere", async () => {
    const { steps } = await explained("forward . UPSTREAM", "x.example.org");
    expect(steps[0]?.askedHere).toBeUndefined();
  });
});

describe("a plugin that was not reached, asked anyway", () => {
  const lines = "whoami\nhosts hosts.txt";
  const ask = (parts: object) =>
    studio.window("").ask(askRequestSchema.parse({ name: "web.example.org", timeoutMs: 2000, ...parts }));
  it("runs only the later part of the chain, and says that it is no fact", async () => {
    await explained(`erratic\n${lines}`, "web.example.org");
    const { explanation } = await ask({ anyway: { plugin: "whoami", line: 3 } });
    expect(explanation).toMatchObject({
      answeredBy: "whoami",
      counterfactual: { plugin: "whoami", at: { start: { line: 3 } } },
      steps: [{ plugin: "whoami" }],
    });
    expect(explanation?.notReached.map(({ plugin, because }) => [plugin, because])).toEqual([
      ["hosts", "left out: the question went straight to whoami"],
      ["erratic", "left out: the question went straight to whoami"],
    ]);
  });
  it("that is not in the chain leaves nothing out", async () => {
    await explained(lines, "web.example.org");
    const { explanation } = await ask({ anyway: { plugin: "forward" } });
    expect([explanation?.counterfactual, explanation?.answeredBy]).toEqual([undefined, "hosts"]);
  });
  it("is told by the line when there are several", async () => {
    await explained("whoami\nforward a.example.org UPSTREAM\nforward . 127.0.0.1:1", "a.example.org");
    const { explanation } = await ask({ name: "a.example.org", anyway: { plugin: "forward", line: 4 } });
    expect(explanation?.steps[0]).toMatchObject({ plugin: "forward", at: { start: { line: 4 } } });
  });
});

describe("dispatch", () => {
  const SPLIT =
    "example.org {\n  view inside {\n    expr incidr(client_ip(), '10.0.0.0/8')\n  }\n  whoami\n}\nexample.org {\n  whoami\n}\n";
  it("tells of a view that matched, and never that it was not reached", async () => {
    const { dispatch, notReached } = await explained(SPLIT, "x.example.org A 10.1.2.3");
    expect(dispatch).toMatchObject([
      { view: "inside", viewAt: { start: { line: 2 } }, match: "longest match" },
      { match: "same zone, comes after the match" },
    ]);
    expect(notReached).toEqual([]);
  });
  it("tells of a view that did not", async () => {
    const { dispatch } = await explained(SPLIT, "x.example.org A 192.0.2.9");
    expect(dispatch).toMatchObject([
      { view: "inside", match: "same zone, view did not match" },
      { match: "longest match" },
    ]);
  });
});
