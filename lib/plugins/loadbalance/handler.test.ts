import { describe, expect, test } from "vitest";
import { lines, type ReplyLines } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { run, world } from "../_test/run.ts";
import { replying, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const a = (last: number): string => `www.example.org. 60 IN A 192.0.2.${last}`;
const mx = (preference: number): string => `www.example.org. 60 IN MX ${preference} mail.example.org.`;
const ALIAS = "web.example.org. 60 IN CNAME www.example.org.";
const TEXT = 'www.example.org. 60 IN TXT "t"';

/** The order of a reply's answers: the last number of addresses, the first letter of others. */
async function order(directive: string, given: ReplyLines, fractions: readonly number[] = [0.99]) {
  const { ask } = await run(setup, directive, { ...world(), random: fakeRandom(fractions) });
  const { answer, verdict, wayBack, notes } = await ask("www.example.org. A", replying(given));
  return {
    order: answer.map((line) => / IN A .*\.(\d+)$/.exec(line)?.[1] ?? / IN (\w)/.exec(line)?.[1]),
    verdict,
    wayBack,
    notes,
  };
}

describe("round robin", () => {
  test("CNAMEs come first, what has no order next, addresses and MX by chance", async () => {
    const given = { answer: [a(1), mx(10), a(2), TEXT, a(3), ALIAS] };
    expect(await order("loadbalance", given)).toEqual({
      order: ["C", "T", "3", "1", "2", "M"],
      verdict: undefined,
      wayBack: "changed: 4 address and MX records come in random order",
      notes: [],
    });
    expect((await order("loadbalance round_robin", given, [0])).order).toEqual(["C", "T", "1", "2", "3", "M"]);
  });
  test("every section is shuffled", async () => {
    const { ask } = await run(setup, "loadbalance", { ...world(), random: fakeRandom([0.99]) });
    const { message } = await ask(
      "www.example.org. A",
      replying({ additional: [a(1), a(2)], authority: [mx(1), mx(2)] }),
    );
    expect(lines(message?.additional ?? [])).toEqual([a(2), a(1)]);
    expect(lines(message?.authority ?? [])).toEqual([mx(2), mx(1)]);
  });
  test("one record has no order", async () =>
    expect((await order("loadbalance", { answer: [a(1)] })).verdict).toBe("passed"));
  test("a reply with an error code stays as it is", async () => {
    const { order: kept } = await order("loadbalance", { rcode: Rcode.NXDOMAIN, answer: [a(1), a(2)] });
    expect(kept).toEqual(["1", "2"]);
  });
  test("a transfer stays as it is", async () => {
    const { ask } = await run(setup, "loadbalance", { ...world(), random: fakeRandom([0.99]) });
    const { answer } = await ask("example.org. AXFR", replying({ answer: [a(1), a(2)] }));
    expect(answer).toEqual([a(1), a(2)]);
  });
});

test("prefer puts networks first, in their order", async () => {
  const given = { answer: [a(1), a(130), a(2), a(200), ALIAS] };
  const directive = "loadbalance {\nprefer 192.0.2.192/26\nprefer 192.0.2.128/25 198.51.100.0/24\n}";
  const { order: found, notes } = await order(directive, given, [0]);
  expect(found).toEqual(["C", "200", "130", "1", "2"]);
  expect(notes).toEqual(["addresses in the preferred networks come first"]);
});

describe("weighted", () => {
  const WEIGHTS = "www.example.org\n192.0.2.1 3\n192.0.2.2 1 \n\n# others\nother.example.org.\n192.0.2.3 9\n";
  const given = { answer: [a(1), a(2)] };
  const first = async (fraction: number, text = WEIGHTS): Promise<string | undefined> => {
    const host = { ...world({ w: text }), random: fakeRandom([fraction]) };
    const { ask } = await run(setup, "loadbalance weighted w", host);
    const { answer } = await ask("www.example.org. A", replying(given));
    return answer[0]?.slice(-1);
  };

  test("the first address is drawn by its weight", async () => {
    expect([await first(0), await first(0.74), await first(0.75)]).toEqual(["1", "1", "2"]);
  });
  test("an address without a weight weighs 1", async () =>
    expect([await first(0.49, "other.example.org\n"), await first(0.5, "")]).toEqual(["1", "2"]));
  test("other types stay as they are", async () => {
    const { ask } = await run(setup, "loadbalance weighted w", { ...world({ w: WEIGHTS }), random: fakeRandom([0.9]) });
    const { answer } = await ask("www.example.org. MX", replying(given));
    expect(answer).toEqual([a(1), a(2)]);
  });
});

describe("weight files", () => {
  const refused: Readonly<Record<string, readonly [text: string, message: string]>> = {
    "a weight above 255": ["www.example.org\n192.0.2.1 256\n", 'wrong weight value:"256" in weight file w'],
    "a weight of none": ["www.example.org\n192.0.2.1 0\n", 'wrong weight value:"0" in weight file w'],
    "an address alone": [
      "www.example.org\n192.0.2.1\n",
      'wrong domain name:"192.0.2.1" in weight file w. (Maybe a missing weight value?)',
    ],
    "three words": [
      "www.example.org\n192.0.2.1 4 more\n",
      'could not parse weight line:"192.0.2.1 4 more" in weight file w',
    ],
    "no name before": ["192.0.2.1 4\n", "missing domain name in weight file w"],
    "no address": ["www.example.org\nhere 4\n", 'wrong IP address:"here" in weight file w'],
  };
  test.each(Object.entries(refused))("%s ends the start", async (_, [text, message]) => {
    const { problem } = await run(setup, "loadbalance weighted w", world({ w: text }));
    expect(problem?.message).toBe(`plugin/loadbalance: ${message}`);
  });
  test("a file that is missing is tried again", async () => {
    const host = world();
    const { problem } = await run(setup, "loadbalance weighted w", host);
    expect([problem, host.log.lines]).toEqual([
      undefined,
      ["[WARNING] plugin/loadbalance: Failed to open weight file:weight file open error. Will try again in 30s"],
    ]);
    host.files.write("w", "www.example.org\n192.0.2.1 4\n");
    await host.clock.pass(30_000);
    expect(host.log.lines.at(-1)).toBe("[INFO] plugin/loadbalance: Successfully reloaded weight file w");
  });
  test("without reload a missing file ends the start", async () => {
    const { problem } = await run(setup, "loadbalance weighted w {\nreload 0s\n}");
    expect(problem?.message).toBe("plugin/loadbalance: weight file open error");
  });
  test("a mistake later is logged, and the weights stay", async () => {
    const host = world({ w: "www.example.org\n192.0.2.1 4\n" });
    const { stop } = await run(setup, "loadbalance weighted w {\nreload 1s\n}", host);
    host.files.write("w", "192.0.2.1 4\n");
    await host.clock.pass(1000);
    expect(host.log.lines.at(-1)).toBe("[ERROR] plugin/loadbalance: missing domain name in weight file w");
    await stop();
    expect(host.clock.timers).toBe(0);
  });
});

test("a stream is shuffled message by message; a transfer is not", async () => {
  const [first, second] = [
    [a(1), a(2), a(3)],
    [a(4), a(5), a(6)],
  ];
  const { ask } = await run(setup, "loadbalance", { ...world(), random: fakeRandom([0.4, 0.7, 0.1]) });
  const messages = streaming({ answer: first }, { answer: second });
  const of = async (question: string): Promise<readonly (readonly string[])[]> =>
    (await ask(question, messages)).streamed.map(({ answer }) => lines(answer));
  const shuffled = await of("www.example.org. A");
  expect(shuffled.map((answer) => [...answer].sort())).toEqual([first, second]);
  expect(shuffled).not.toEqual([first, second]);
  expect(await of("www.example.org. AXFR")).toEqual([first, second]);
});
