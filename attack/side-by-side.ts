/** The same messages to our server and to the real CoreDNS, their replies held against each other octet by octet. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Asker, Replies } from "./asker.ts";
import type { AttackContext, AttackResult } from "./attack.ts";
import { type NamedDifference, namedDifference, pointsToId } from "./differences.ts";
import { ours, startTarget, type Target, type TargetOptions } from "./target.ts";

/** One message of an attack. */
export interface Case {
  readonly octets: Buffer;
  readonly overTcp: boolean;
  /** What an upstream says to it, if one is asked. */
  readonly upstream?: Buffer;
  /** What repeats it, for whoever has to look. */
  readonly about: string;
}

/** Our server and, where it is installed, the real one. */
export interface Pair {
  readonly ours: Target;
  readonly theirs: Target | undefined;
  /** Ours first. */
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

/** What came of holding replies against each other. */
export interface Comparison {
  readonly asked: number;
  readonly answered: number;
  readonly same: number;
  readonly named: ReadonlyMap<NamedDifference, number>;
  readonly unnamed: readonly string[];
}

const AT_ONCE_UDP = 200;
const AT_ONCE_TCP = 50;
const ALONE_QUIET_MS = 1500;
const TIMES_BY_CHANCE = 20;
const SETTLED_WITHIN_MS = 20_000;

/** Starts both on ports of their own; `options` gives what a server needs by its place: 0 is ours. */
export async function startPair(
  coredns: string | undefined,
  options: (place: number) => Promise<Omit<TargetOptions, "command">>,
): Promise<Pair> {
  const own = await options(0);
  const target = await startTarget({ ...own, command: ours });
  if (coredns === undefined) {
    return { ours: target, theirs: undefined, ports: [own.port], stop: async () => void (await target.stop()) };
  }
  const other = await options(1);
  const theirs = await startTarget({ ...other, command: [coredns] });
  const stop = async (): Promise<void> => void (await Promise.all([target.stop(), theirs.stop()]));
  return { ours: target, theirs, ports: [own.port, other.port], stop };
}

/** Asks all, and once more alone what differs: a difference that goes then was one of order or of a full buffer. */
export async function compare(
  asker: Asker,
  cases: readonly Case[],
  { quietMs, say }: { readonly quietMs: number } & Pick<AttackContext, "say">,
): Promise<Comparison> {
  const named = new Map<NamedDifference, number>();
  const unnamed: string[] = [];
  let same = 0;
  let answered = 0;
  const ask = async (some: readonly Case[], overTcp: boolean): Promise<void> => {
    const messages = some.map(({ octets }) => octets);
    const firsts = await (overTcp ? asker.tcp(messages, quietMs) : asker.udp(messages, quietMs));
    for (const [at, first] of firsts.entries()) {
      const asked = some[at];
      if (asked === undefined) continue;
      const rows = differs(first) ? await askAlone(asker, asked) : [first];
      const [row = first] = rows;
      if (row[0] !== undefined) answered++;
      if (!differs(row)) same++;
      else {
        const difference = namedDifference({ rows, upstream: asked.upstream });
        if (difference === undefined) unnamed.push(`${asked.about}\n${shown(asked.octets, row)}`);
        else named.set(difference, (named.get(difference) ?? 0) + 1);
      }
    }
  };
  let asked = 0;
  for (const overTcp of [false, true]) {
    const some = cases.filter((one) => one.overTcp === overTcp);
    const atOnce = overTcp ? AT_ONCE_TCP : AT_ONCE_UDP;
    for (let start = 0; start < some.length; start += atOnce) {
      await ask(some.slice(start, start + atOnce), overTcp);
      asked += Math.min(atOnce, some.length - start);
      if (asked % 4000 < atOnce) say(`${asked} of ${cases.length} asked, ${unnamed.length} differ`);
    }
  }
  return { asked: cases.length, answered, same, named, unnamed };
}

/** What a message gets when nothing else is asked: once, or many times when it differs and chance may be why. */
async function askAlone(asker: Asker, { octets, overTcp, upstream }: Case): Promise<readonly Replies[]> {
  const most = pointsToId(upstream) ? TIMES_BY_CHANCE : 1;
  const rows: Replies[] = [];
  do {
    const [row] = await (overTcp ? asker.tcp([octets], ALONE_QUIET_MS) : asker.udp([octets], ALONE_QUIET_MS));
    if (row !== undefined) rows.push(row);
  } while (rows.length < most && rows[0] !== undefined && differs(rows[0]));
  return rows;
}

/** The ID is ours to choose; all else counts. Nothing differs where there is only one server. */
export function differs(row: Replies): boolean {
  const [ours, theirs] = row;
  if (row.length < 2) return false;
  if (ours === undefined || theirs === undefined) return ours !== theirs;
  return !ours.subarray(2).equals(theirs.subarray(2));
}

function shown(asked: Buffer, [ours, theirs]: Replies): string {
  const lines = { asked, ours, theirs };
  return Object.entries(lines)
    .map(([who, octets]) => `      ${who.padEnd(7)}${octets?.toString("hex") ?? "nothing"}`)
    .join("\n");
}

/** What is attacked, and a question that must be answered all along. */
export interface Judged {
  readonly pair: Pair;
  readonly asker: Asker;
  readonly honest: Buffer;
}

/** Runs an attack and looks at our server after it: alive, answering, with no more handles than before. */
export async function judge(
  { pair, asker, honest }: Judged,
  attack: () => Promise<AttackResult>,
): Promise<AttackResult> {
  const answers = async (): Promise<boolean> => {
    const [row] = await asker.udp([honest], ALONE_QUIET_MS);
    return ((row?.[0]?.[3] ?? 0xf) & 0xf) === 0;
  };
  const faults: string[] = [];
  if (!(await answers())) faults.push("the honest question has no answer before the attack");
  const before = pair.ours.holding();
  const result = await attack();
  const after = pair.ours.holding();
  if (!pair.ours.isAlive()) faults.push(`our server ended:\n${pair.ours.output().slice(-2000)}`);
  else if (!(await answers())) faults.push("the honest question has no answer after the attack");
  const handles = await settledHandles(pair.ours, before.handles);
  if (handles > before.handles) faults.push(`${before.handles} handles before, ${handles} after`);
  if (pair.ours.output().includes("Recovered from panic")) faults.push("a plugin threw");
  const figures = {
    ...result.figures,
    "RSS before (MiB)": before.rssMiB,
    "RSS after (MiB)": after.rssMiB,
    "handles before": before.handles,
    "handles after": handles,
  };
  return { figures, faults: [...faults, ...result.faults] };
}

async function settledHandles(target: Target, before: number): Promise<number> {
  const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
  while (target.holding().handles > before && performance.now() < deadlineMs) await sleep(250);
  return target.holding().handles;
}

/** Figures of a comparison, as an attack tells them. */
export function figuresOf({ asked, answered, same, named, unnamed }: Comparison): Record<string, string | number> {
  const percent = (count: number): string => `${count} (${((100 * count) / asked).toFixed(2)} %)`;
  return {
    asked,
    answered: percent(answered),
    same: percent(same),
    ...Object.fromEntries([...named].map(([name, count]) => [`differ by ${name}`, percent(count)])),
    "differ otherwise": percent(unnamed.length),
  };
}
