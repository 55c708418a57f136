/** What etcd answers from keys that are there, change, or cannot be had. */
import { beforeEach, describe, expect, test } from "vitest";
import { nextOf, query } from "../../chain/_test/messages.ts";
import { rcodeName } from "../../dns/iana/rcode.ts";
import { type Sentence, sentenceText } from "../../explanation/words.ts";
import { FakeKeyValues } from "../../ports/_test/fake-key-values.ts";
import { type Running, run, world } from "../_test/run.ts";
import { failing, replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

let store = new FakeKeyValues();
beforeEach(() => {
  store = new FakeKeyValues();
  store.put("/skydns/org/example/www", { host: "192.0.2.1", ttl: 60 });
  store.put("/skydns/org/example/web/x1", { host: "192.0.2.11", port: 80, weight: 3 });
  store.put("/skydns/org/example/web/x2", { host: "192.0.2.12", port: 81, weight: 1 });
  store.put("/skydns/org/example/alias", { host: "www.example.org" });
  store.put("/skydns/org/example/note", { text: "hello" });
});

const serving = (lines = ""): Promise<Running> =>
  run(setup, `etcd example.org {\n${lines}\n}`, { ...world(), keyValues: store });

async function answers(question: string, lines?: string): Promise<unknown> {
  const { message, answer } = await (await serving(lines)).ask(question);
  return [rcodeName(message?.rcode ?? -1), ...answer];
}

describe("a name", () => {
  const cases: Readonly<Record<string, readonly [question: string, lines: string, answer: readonly string[]]>> = {
    "has the address of its key": ["www.example.org. A", "", ["www.example.org. 60 IN A 192.0.2.1"]],
    "has the addresses of all keys below its own": [
      "web.example.org. A",
      "",
      ["web.example.org. 300 IN A 192.0.2.11", "web.example.org. 300 IN A 192.0.2.12"],
    ],
    "may be an alias, which is followed": [
      "alias.example.org. A",
      "",
      ["alias.example.org. 300 IN CNAME www.example.org.", "www.example.org. 60 IN A 192.0.2.1"],
    ],
    "has SRV records with made-up targets": [
      "web.example.org. SRV",
      "",
      [
        "web.example.org. 300 IN SRV 10 75 80 x1.web.example.org.",
        "web.example.org. 300 IN SRV 10 25 81 x2.web.example.org.",
      ],
    ],
    "has the text of its key": ["note.example.org. TXT", "", ['note.example.org. 300 IN TXT "hello"']],
    "keeps the letters of the question": ["WWW.Example.org. A", "", ["WWW.Example.org. 60 IN A 192.0.2.1"]],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, lines, answer]) => {
    expect(await answers(question, lines)).toEqual(["NOERROR", ...answer]);
  });

  test("is looked up below the path", async () => {
    store.put("/services/dns/org/example/www", { host: "192.0.2.9" });
    expect(await answers("www.example.org. A", "path services/dns/")).toEqual([
      "NOERROR",
      "www.example.org. 300 IN A 192.0.2.9",
    ]);
  });
});

describe("what is not there", () => {
  test("is NXDOMAIN with the zone's SOA record, of this moment", async () => {
    const running = await serving();
    await running.host.clock.pass(1500);
    const { message } = await running.ask("nope.example.org. A");
    expect(rcodeName(message?.rcode ?? -1)).toBe("NXDOMAIN");
    expect(message?.authority).toMatchObject([
      { name: "example.org.", ttl: 30, rdata: { serial: Date.UTC(2026, 0, 1) / 1000 + 1 } },
    ]);
  });
  test("is no records of a type, when the name is", async () => {
    expect(await answers("www.example.org. AAAA")).toEqual(["NOERROR"]);
    expect(await answers("www.example.org. HTTPS")).toEqual(["NOERROR"]);
  });
  test("falls through where that is set", async () => {
    const { verdict, sentence } = await (await serving("fallthrough")).ask("nope.example.org. A", replying());
    expect([verdict, sentence]).toEqual([
      "fell through",
      "etcd has no key /skydns/org/example/nope, and none below it; fallthrough passes the query on",
    ]);
  });
  test("goes on to the next plugin outside of the zones", async () => {
    const { verdict, outcome } = await (await serving()).ask("www.example.com. A", failing(5));
    expect([verdict, outcome.rcode]).toEqual(["not in scope", 5]);
  });
});

describe("the zone's own name", () => {
  const APEX = "example.org. A";
  test("has the addresses that are registered for it, and no others", async () => {
    store.put("/skydns/org/example/dns/apex/x1", { host: "192.0.2.5" });
    expect(await answers(APEX)).toEqual(["NOERROR", "example.org. 300 IN A 192.0.2.5"]);
  });
  test("has those of the whole zone without any", async () => {
    expect((await answers(APEX)) as unknown[]).toHaveLength(4);
  });
  test("has none with no_apex_fallback, and the zone is not read for that", async () => {
    expect(await answers(APEX, "no_apex_fallback")).toEqual(["NXDOMAIN"]);
    expect(store.asked).toEqual(["/skydns/org/example/dns/apex tree 5000"]);
  });
});

describe("a lease", () => {
  const cases: Readonly<Record<string, readonly [left: number, ttl: number, lines: string, shown: number]>> = {
    "gives the TTL": [100, 0, "", 100],
    "gives way to a smaller TTL": [100, 20, "", 20],
    "counts no less than the smallest": [5, 0, "", 30],
    "counts no less than what is set": [5, 0, "min-lease-ttl 90", 90],
    "counts no more than what is set": [5000, 0, "max-lease-ttl 1h", 3600],
    "counts within the defaults where 0 is set": [99_999, 0, "min-lease-ttl 0\nmax-lease-ttl 0", 86_400],
    "that has ended does not count": [-1, 0, "", 300],
  };
  test.each(Object.entries(cases))("%s", async (_, [left, ttl, lines, shown]) => {
    store.put("/skydns/org/example/leased", { host: "192.0.2.1", ttl }, 7n);
    store.leases.set(7n, left);
    expect(await answers("leased.example.org. A", lines)).toEqual([
      "NOERROR",
      `leased.example.org. ${shown} IN A 192.0.2.1`,
    ]);
  });
  test("that cannot be asked for does not count", async () => {
    store.put("/skydns/org/example/leased", { host: "192.0.2.1" }, 8n);
    expect(await answers("leased.example.org. A")).toEqual(["NOERROR", "leased.example.org. 300 IN A 192.0.2.1"]);
  });
});

describe("etcd that fails", () => {
  test("is SERVFAIL with the SOA record, and the error for the log", async () => {
    store.failure = "context deadline exceeded";
    const { message, outcome, verdict, sentence } = await (await serving("fallthrough")).ask("www.example.org. A");
    expect([rcodeName(message?.rcode ?? -1), message?.authority.length]).toEqual(["SERVFAIL", 1]);
    expect([outcome.rcode, outcome.error?.text]).toEqual([0, "context deadline exceeded"]);
    expect([verdict, sentence]).toEqual([
      "failed",
      "etcd gave nothing: context deadline exceeded; the answer is SERVFAIL",
    ]);
  });
  test("has five seconds for each name", async () => {
    await (await serving()).ask("alias.example.org. A");
    expect(store.asked).toEqual(["/skydns/org/example/alias tree 5000", "/skydns/org/example/www tree 5000"]);
  });
  test("is no different from a value that cannot be used", async () => {
    store.put("/skydns/org/example/www", { host: 5 });
    const { outcome, sentence } = await (await serving()).ask("www.example.org. A");
    const text = "json: cannot unmarshal number into Go struct field Service.host of type string";
    expect(outcome.error?.text).toBe(`/skydns/org/example/www: ${text}`);
    expect(sentence).toBe(
      `the value of the key /skydns/org/example/www cannot be used: ${text}; the answer is SERVFAIL`,
    );
  });
});

test("a change shows at once", async () => {
  const running = await serving();
  const shown = async (): Promise<unknown> => (await running.ask("www.example.org. A")).answer;
  store.put("/skydns/org/example/www", { host: "192.0.2.2" });
  expect(await shown()).toEqual(["www.example.org. 300 IN A 192.0.2.2"]);
  store.delete("/skydns/org/example/www");
  expect(await shown()).toEqual([]);
});

describe("a watched query", () => {
  const cases: Readonly<Record<string, readonly [question: string, sentence: string, notes: readonly string[]]>> = {
    "names the key and its value": [
      "www.example.org. A",
      'etcd has the key /skydns/org/example/www: {"host":"192.0.2.1","ttl":60}',
      [],
    ],
    "names every key": [
      "web.example.org. A",
      'etcd has 2 keys at or below /skydns/org/example/web; the first is /skydns/org/example/web/x1: {"host":"192.0.2.11","port":80,"weight":3}',
      ['/skydns/org/example/web/x2: {"host":"192.0.2.12","port":81,"weight":1}'],
    ],
    "names the keys that an alias leads to": [
      "alias.example.org. A",
      'etcd has the key /skydns/org/example/alias: {"host":"www.example.org"}',
      [
        'from there to /skydns/org/example/www, where etcd has the key /skydns/org/example/www: {"host":"192.0.2.1","ttl":60}',
      ],
    ],
    "names the key that has nothing of the type": [
      "www.example.org. MX",
      'etcd has the key /skydns/org/example/www: {"host":"192.0.2.1","ttl":60}; that gives no MX records',
      [],
    ],
    "says that keys give nothing of the type": [
      "note.example.org. A",
      "etcd has keys at or below /skydns/org/example/note, but none that gives A records",
      [],
    ],
    "says where the SOA record is from": [
      "www.example.org. SOA",
      "etcd holds no SOA record; the plugin makes that of the zone example.org. itself",
      [],
    ],
    "says which key is missing": [
      "nope.example.org. A",
      "etcd has no key /skydns/org/example/nope, and none below it; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
      [],
    ],
    "says that only one key counts": [
      "web.example.org. CNAME",
      "etcd has no key /skydns/org/example/web; CNAME records come from that very key; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
      [],
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, sentence, notes]) => {
    const served = await (await serving()).ask(question);
    expect([served.verdict, served.sentence, served.notes]).toEqual(["answered", sentence, notes]);
  });
});

describe("the store", () => {
  test("is opened by the start, and closed at the end", async () => {
    const running = await serving("endpoint http://192.0.2.1:2379 http://192.0.2.2:2379");
    expect(store.opened).toEqual([
      { endpoints: ["http://192.0.2.1:2379", "http://192.0.2.2:2379"], tls: undefined, user: undefined },
    ]);
    await running.stop();
    expect([store.closed, store.authentications]).toEqual([1, 0]);
  });
  test("must know the user before the start", async () => {
    const { opened, authentications } = store;
    await serving("credentials root secret");
    expect([opened[0]?.user, store.authentications - authentications]).toEqual([
      { name: "root", password: "secret" },
      1,
    ]);
  });
  test("that refuses the user ends the start", async () => {
    store.refusal = "etcdserver: authentication failed, invalid user ID or password";
    const { problem } = await serving("credentials root wrong");
    expect(problem).toMatchObject({
      message: `plugin/etcd: ${store.refusal}`,
      cause: "here",
      range: { start: { line: 3 } },
    });
  });
});

test("a query that waits says for whom", async () => {
  const running = await serving("endpoint http://192.0.2.1:2379");
  const handler = running.blocks[0]?.chain.links[0]?.handler;
  let told = (): string => "";
  const why = {
    because() {},
    back() {},
    asks() {},
    note() {},
    uses() {},
    nests() {},
    waits: (tell: () => Sentence) => (told = () => sentenceText(tell())),
  };
  await handler?.serve(query("www.example.org. A"), nextOf(failing(2)), why);
  expect(told()).toBe("waits for etcd at http://192.0.2.1:2379");
});
