/** What dynupdate makes of updates, and what is on disk when. */
import { afterEach, describe, expect, test } from "vitest";
import { lines, query } from "../../chain/_test/messages.ts";
import { offersOf } from "../../chain/handler.ts";
import type { Query } from "../../chain/query.ts";
import { Class } from "../../dns/iana/class.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode, rcodeName } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name } from "../../dns/name/name.ts";
import { readRecord } from "../../dns/text/record.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { type Running, runCorefile, type World, world } from "../_test/run.ts";
import { replying, serve } from "../_test/serve.ts";
import { UNCACHED_ZONES } from "../cache/api.ts";
import { TRANSFER } from "../transfer/api.ts";
import { readDatabase } from "./database.ts";
import { setup } from "./setup.ts";

const ORIGIN = canonical("example.org." as Name);
const SEED = `$ORIGIN example.org.
@ 300 IN SOA ns1 admin 100 3600 600 86400 60
@ 300 IN NS ns1
ns1 300 IN A 192.0.2.1
www 300 IN A 192.0.2.10
alias 300 IN CNAME www
`;
const started: Running[] = [];

afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
});

async function begin(more = "", host: World = world({ db: SEED })): Promise<Running> {
  const text = `example.org:1053 {\ndynupdate {\nfile db\nallow k. * *\nallow few. www.example.org. A\n${more}\n}\n}`;
  const running = await runCorefile(setup, text, host);
  expect(running.messages).toEqual([]);
  started.push(running);
  return running;
}

function record(text: string, changes: Partial<ResourceRecord> = {}): ResourceRecord {
  const read = readRecord(text, { origin: ORIGIN });
  if (read === undefined || !("rdata" in read)) throw new Error(text);
  return { ...read, ...changes };
}

const EMPTY = { rdata: { kind: "UNKNOWN", data: new Uint8Array() }, ttl: 0 } as const;
const add = (text: string): ResourceRecord => record(text);
const none = (name: string, type: number, qclass: number): ResourceRecord => {
  return { name: name as Name, type, class: qclass, ...EMPTY };
};

interface Update {
  readonly key?: string | undefined;
  readonly wants?: readonly ResourceRecord[];
  readonly does?: readonly ResourceRecord[];
}

function fieldsOf({ wants = [], does = [] }: Update): Partial<Message> {
  return { opcode: Opcode.UPDATE, answer: wants, authority: does, recursionDesired: false };
}

/** Sends an update that tsig has verified; gives its code and why. */
async function update(running: Running, given: Update): Promise<readonly [string, string | undefined]> {
  const { key = "k." } = given;
  const handler = running.blocks[0]?.chain.links[0]?.handler;
  if (handler === undefined) throw new Error("no handler");
  const sent: Query = query("example.org. SOA", fieldsOf(given));
  sent.signature = { state: "verified", key: key as CanonicalName };
  const { message, sentence } = await serve(handler, sent);
  return [rcodeName(message?.rcode ?? -1), sentence];
}

const answerOf = async (running: Running, question: string): Promise<readonly string[]> =>
  (await running.ask(question)).answer;

describe("an update", () => {
  test("is seen at once, with the next serial", async () => {
    const running = await begin();
    expect(await update(running, { does: [add("new 60 IN A 192.0.2.7")] })).toEqual([
      "NOERROR",
      "the update by the key k. is done; the serial is 101 now",
    ]);
    expect(await answerOf(running, "new.example.org. A")).toEqual(["new.example.org. 60 IN A 192.0.2.7"]);
    expect(await update(running, { does: [add("new 60 IN A 192.0.2.7")] })).toEqual([
      "NOERROR",
      "the update by the key k. is allowed and changes nothing; the serial stays 101",
    ]);
  });
  const www = "www.example.org.";
  const refusals: readonly (readonly [Update, string, string])[] = [
    [{ key: "x." }, "REFUSED", "no allow line is for the key x.: REFUSED"],
    [
      { key: "few.", does: [add("www 60 IN TXT t")] },
      "REFUSED",
      "no allow line lets the key few. change TXT records of www.example.org.: REFUSED",
    ],
    [
      { does: [none(www, RRType.A, 7)] },
      "FORMERR",
      "the record for www.example.org. is no update that RFC 2136 knows: FORMERR",
    ],
    [
      { does: [add("x.example.net. 60 IN A 192.0.2.1")] },
      "NOTZONE",
      "x.example.net. is not in the zone example.org.: NOTZONE",
    ],
    [
      { does: [none(www, RRType.DS, Class.ANY)] },
      "NOTIMP",
      "DS records belong to signed zones, which updates would break: NOTIMP",
    ],
    [
      { wants: [none("no.example.org.", RRType.ANY, Class.ANY)] },
      "NXDOMAIN",
      "the prerequisite fails: no.example.org. has no records: NXDOMAIN",
    ],
    [
      { wants: [none(www, RRType.ANY, Class.NONE)] },
      "YXDOMAIN",
      "the prerequisite fails: www.example.org. has records: YXDOMAIN",
    ],
    [
      { wants: [none(www, RRType.TXT, Class.ANY)] },
      "NXRRSET",
      "the prerequisite fails: www.example.org. has no TXT records: NXRRSET",
    ],
    [
      { wants: [none(www, RRType.A, Class.NONE)] },
      "YXRRSET",
      "the prerequisite fails: www.example.org. has A records: YXRRSET",
    ],
    [
      { wants: [record("www 0 IN A 192.0.2.11")] },
      "NXRRSET",
      "the prerequisite fails: the A records of www.example.org. are others: NXRRSET",
    ],
    [
      { wants: [none(www, RRType.A, 7)] },
      "FORMERR",
      "the prerequisite for www.example.org. is none that RFC 2136 knows: FORMERR",
    ],
  ];
  test.each(refusals)("%j is %s", async (given, code, why) => {
    const running = await begin();
    expect(await update(running, given)).toEqual([code, why]);
    expect(await answerOf(running, "example.org. SOA")).toEqual([
      "example.org. 300 IN SOA ns1.example.org. admin.example.org. 100 3600 600 86400 60",
    ]);
  });
  test("of another zone, or of no zone, or without a signature", async () => {
    const running = await begin();
    const fields = fieldsOf({ does: [add("new 60 IN A 192.0.2.7")] });
    const asked = async (question: string): Promise<readonly unknown[]> => {
      const { message, sentence } = await running.ask(question, replying(), { fields });
      return [message?.rcode, message?.authoritative, sentence];
    };
    expect(await asked("example.org. SOA")).toEqual([
      Rcode.REFUSED,
      true,
      "tsig has verified no signature of the update: REFUSED",
    ]);
    expect(await asked("sub.example.org. SOA")).toEqual([
      Rcode.NOTAUTH,
      true,
      "the update is for sub.example.org., and dynupdate has example.org.: NOTAUTH",
    ]);
    expect(await asked("example.org. A")).toEqual([
      Rcode.FORMERR,
      true,
      "the zone section of an update asks for SOA in class IN: FORMERR",
    ]);
  });
  test("beyond a limit", async () => {
    const running = await begin("max_records 6\nmax_update_records 2");
    const names = [1, 2, 3].map((number) => add(`n${number} 60 IN A 192.0.2.1`));
    expect(await update(running, { does: names })).toEqual([
      "REFUSED",
      "the update has 3 records, and may have 2: REFUSED",
    ]);
    expect(await update(running, { does: names.slice(1) })).toEqual([
      "REFUSED",
      "the update would make the zone too large (zone exceeds max_records (6)): REFUSED",
    ]);
    expect(running.host.log.lines).toEqual([
      "[ERROR] plugin/dynupdate: UPDATE for example.org. failed: zone exceeds max_records (6)",
    ]);
  });
});

describe("queries", () => {
  test("outside of the zone go on, transfers and notices do not", async () => {
    const running = await begin();
    expect((await running.ask("www.example.net. A", replying())).sentence).toBe(
      "www.example.net. is not in the zone example.org.",
    );
    const transfer = await running.ask("example.org. AXFR");
    expect([transfer.outcome.rcode, transfer.sentence]).toEqual([
      Rcode.REFUSED,
      "transfers need the transfer plugin: REFUSED",
    ]);
    const notice = await running.ask("example.org. SOA", undefined, { fields: { opcode: Opcode.NOTIFY } });
    expect([notice.message, notice.sentence]).toEqual([undefined, "dynupdate ignores NOTIFY: it is dropped"]);
  });
  test("are not cached, and the zone can be transferred as it is now", async () => {
    const running = await begin();
    await update(running, { does: [add("new 60 IN A 192.0.2.7")] });
    const handlers = running.blocks.flatMap(({ chain }) => chain.links.map(({ handler }) => handler));
    expect(offersOf(handlers, UNCACHED_ZONES).map((zones) => zones())).toEqual([[ORIGIN]]);
    const [transfer] = offersOf(handlers, TRANSFER);
    const transferred = transfer?.(ORIGIN, 0);
    const records = transferred?.kind === "records" ? [...transferred.records].flat() : [];
    expect(lines(records)).toContain("new.example.org. 60 IN A 192.0.2.7");
    expect(transfer?.(canonical("example.net." as Name), 0)).toEqual({ kind: "not authoritative" });
  });
});

/** A world in which what is written can be read. */
function disk(seed = SEED): World {
  const host = world({ db: seed });
  const { storage } = host;
  const write = storage.write.bind(storage);
  storage.write = async (path, contents) => {
    const failed = await write(path, contents);
    if (failed === undefined) host.files.write(path, Buffer.from(contents).toString("latin1"));
    return failed;
  };
  return host;
}

const onDisk = ({ files }: World): readonly string[] | string => {
  const limits = { records: 10_000, octets: 8 << 20 };
  const found = readDatabase(files, { database: files.absolute("zone.db"), seed: "db", origin: ORIGIN, limits });
  return found.kind === "records" ? lines(found.records) : found.kind;
};

const NO_SPACE = { kind: "error", code: "ENOSPC", text: "write zone.db: no space left on device" } as const;

describe("with a database", () => {
  test("nothing is written before somebody asks", async () => {
    const host = disk();
    const running = await begin("database zone.db", host);
    expect(onDisk(host)).toBe("none");
    expect(await answerOf(running, "www.example.org. A")).toEqual(["www.example.org. 300 IN A 192.0.2.10"]);
    expect(onDisk(host)).toHaveLength(5);
  });
  test("an update is on disk when it is answered, and survives a restart", async () => {
    const host = disk();
    const running = await begin("database zone.db", host);
    await update(running, { does: [add("new 60 IN A 192.0.2.7")] });
    expect(onDisk(host)).toContain("new.example.org. 60 IN A 192.0.2.7");
    await running.stop();
    started.splice(0);
    host.files.write("db", "nothing\n");
    const again = await begin("database zone.db", host);
    expect(await answerOf(again, "new.example.org. A")).toEqual(["new.example.org. 60 IN A 192.0.2.7"]);
  });
  test("an update that cannot be written is none", async () => {
    const host = disk();
    const running = await begin("database zone.db", host);
    await running.ask("www.example.org. A");
    host.storage.failures.push(NO_SPACE);
    expect(await update(running, { does: [add("new 60 IN A 192.0.2.7")] })).toEqual([
      "SERVFAIL",
      "the update failed: committing zone: write zone.db: no space left on device: SERVFAIL",
    ]);
    expect(await answerOf(running, "new.example.org. A")).toEqual([]);
    expect(host.log.lines.at(-1)).toBe(
      "[ERROR] plugin/dynupdate: UPDATE for example.org. failed: committing zone: write zone.db: no space left on device",
    );
    expect((await update(running, { does: [add("new 60 IN A 192.0.2.7")] }))[0]).toBe("NOERROR");
  });
  test("a database that cannot be made is tried again with the next query", async () => {
    const host = disk();
    const running = await begin("database zone.db", host);
    host.storage.failures.push(NO_SPACE);
    const { outcome, sentence } = await running.ask("www.example.org. A");
    expect([outcome.rcode, outcome.error?.text]).toEqual([
      Rcode.SERVFAIL,
      `opening database "${host.files.absolute("zone.db")}": write zone.db: no space left on device`,
    ]);
    expect(sentence).toContain("the zone example.org. cannot be served: opening database");
    expect(await answerOf(running, "www.example.org. A")).toHaveLength(1);
  });
  test("updates that come together are made one after the other", async () => {
    const host = disk();
    const running = await begin("database zone.db", host);
    const numbers = Array.from({ length: 20 }, (_, at) => at);
    await Promise.all(numbers.map((at) => update(running, { does: [add(`n${at} 60 IN A 192.0.2.1`)] })));
    expect(onDisk(host)).toHaveLength(25);
    expect(await answerOf(running, "example.org. SOA")).toEqual([
      "example.org. 300 IN SOA ns1.example.org. admin.example.org. 120 3600 600 86400 60",
    ]);
  });
  test("a configuration that overlaps has the same data", async () => {
    const host = disk();
    const [before, after] = [await begin("database zone.db", host), await begin("database zone.db", host)];
    await update(before, { does: [add("old 60 IN A 192.0.2.1")] });
    await update(after, { does: [add("new 60 IN A 192.0.2.1")] });
    await update(before, { does: [add("late 60 IN A 192.0.2.1")] });
    expect(await answerOf(after, "late.example.org. A")).toHaveLength(1);
    expect(onDisk(host)).toHaveLength(8);
  });
});

test("updates that nobody makes end in no exception and leave a zone", async () => {
  const running = await begin("max_records 60");
  let state = 5;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % bound;
  };
  const owners = ["@", "www", "alias", "new", "*.w", "a.b.c", "x.example.net."];
  const texts = ["A 192.0.2.1", "A 192.0.2.2", "TXT t", "CNAME www", "NS ns2", "MX 1 www", "SOA a b 500 1 1 1 1"];
  const classes = [Class.IN, Class.ANY, Class.NONE, Class.CH, Class.IN];
  const one = (): ResourceRecord => {
    const made = record(`${owners[below(owners.length)]} ${below(3) * 60} IN ${texts[below(texts.length)]}`);
    const odd = { class: classes[below(classes.length)] ?? Class.IN, ...(below(4) === 0 ? EMPTY : {}) };
    return below(20) === 0 ? none(made.name, below(300), Class.ANY) : { ...made, ...odd };
  };
  const codes = new Map<string, number>();
  for (let round = 0; round < 3000; round++) {
    const some = (most: number) => Array.from({ length: below(most) }, one);
    let given: Update = { wants: some(2), does: some(4) };
    const wire = encodeMessage({ ...query("example.org. SOA").request, ...fieldsOf(given) });
    for (let flips = below(3); flips > 0; flips--) wire[12 + below(wire.length - 12)] = below(256);
    try {
      const { answer, authority } = decodeMessage(wire);
      given = { wants: answer, does: authority };
    } catch {
      continue;
    }
    const [code] = await update(running, given);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes.keys()]).toEqual(expect.arrayContaining(["NOERROR", "FORMERR", "NOTZONE", "NXRRSET", "YXRRSET"]));
  expect(await answerOf(running, "example.org. SOA")).toHaveLength(1);
  expect((await answerOf(running, "example.org. NS")).length).toBeGreaterThan(0);
});
