/** What came of asking one question many times, where chance has a say: how often which reply, upstream and plugin. */
import { alignColumns } from "../text/columns.ts";
import { lineOf } from "../text/line-of.ts";
import type { Explanation } from "./explanation.ts";
import { traceOf } from "./trace.ts";

/** One time that the question was asked. */
export interface OneRun {
  /** IANA's word; empty when no reply came. */
  readonly rcode: string;
  /** The answer section without owner names and TTLs, in the order of the reply: `A 192.0.2.9`. */
  readonly records: readonly string[];
  readonly explanation?: Explanation | undefined;
}

/** One outcome, and how often it came. */
export interface Share {
  readonly label: string;
  readonly count: number;
  /** The first run that had it, from 0. */
  readonly first: number;
}

/** One thing about the runs. */
export interface Facet {
  readonly name: "Answer" | "First record" | "Upstream" | "Decided by";
  /** The most frequent first. */
  readonly shares: readonly Share[];
}

export interface Distribution {
  readonly runs: number;
  readonly facets: readonly Facet[];
  /** What must be known to read the numbers, a sentence each. */
  readonly notes: readonly string[];
}

/** Counts the runs. The order of records is a thing of its own, told only where it changes. */
export function distributionOf(runs: readonly OneRun[]): Distribution {
  const facet = (name: Facet["name"], label: (run: OneRun) => string): Facet => ({ name, shares: count(runs, label) });
  const answers = facet("Answer", answerLabel);
  const order = facet("First record", ({ records }) => records[0] ?? "none");
  const isOrdered = order.shares.length > count(runs, ({ records }) => records.toSorted()[0] ?? "none").length;
  const hasUpstream = runs.some(({ explanation }) => upstreamOf(explanation) !== undefined);
  const facets = [
    answers,
    ...(isOrdered ? [order] : []),
    ...(hasUpstream ? [facet("Upstream", ({ explanation }) => upstreamOf(explanation) ?? "none asked")] : []),
    facet("Decided by", ({ explanation }) => deciderLabel(explanation)),
  ];
  return { runs: runs.length, facets, notes: notesOf(runs) };
}

/** Its answer in few words; records in one order, whatever order they came in. */
export function answerLabel({ rcode, records }: OneRun): string {
  if (rcode === "") return "no reply";
  const told = records.toSorted().slice(0, MOST_RECORDS).join(", ");
  const more = records.length > MOST_RECORDS ? ` and ${records.length - MOST_RECORDS} more` : "";
  return records.length === 0 ? `${rcode}, no records` : `${rcode}, ${told}${more}`;
}

const MOST_RECORDS = 6;

/** "100 runs: NOERROR, A 192.0.2.9 in 52, NXDOMAIN, no records in 48." */
export function distributionInWords({ runs, facets }: Distribution): string {
  const [answers] = facets;
  const [only, ...others] = answers?.shares ?? [];
  if (only === undefined) return "Not asked yet.";
  if (others.length === 0) return `${times(runs)}, always the same: ${only.label}.`;
  return `${times(runs)}: ${[only, ...others].map(({ label, count: number }) => `${number} × ${label}`).join("; ")}.`;
}

/** How many of a hundred, a whole number. */
export function percentOf({ count: number }: Share, { runs }: Pick<Distribution, "runs">): number {
  return runs === 0 ? 0 : Math.round((number / runs) * 100);
}

/** As text for the terminal and the clipboard: the sentence, a bar for each share, the notes. */
export function writeDistribution(distribution: Distribution): string {
  const { facets, notes } = distribution;
  const rows = facets.flatMap(({ name, shares }) => [
    [name.toUpperCase()],
    ...shares.map((share) => {
      const percent = percentOf(share, distribution);
      return [`  ${share.label}`, String(share.count).padStart(4), `${percent} %`.padStart(5), bar(percent)];
    }),
  ]);
  return [distributionInWords(distribution), "", ...alignColumns(rows), ...notes.map((note) => `\n${note}`), ""].join(
    "\n",
  );
}

/** A character for each five of a hundred. */
const bar = (percent: number): string => "#".repeat(Math.max(1, Math.round(percent / 5)));

const times = (runs: number): string => (runs === 1 ? "Asked once" : `Asked ${runs} times`);

function count(runs: readonly OneRun[], label: (run: OneRun) => string): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const [first, run] of runs.entries()) {
    const known = shares.get(label(run));
    if (known === undefined) shares.set(label(run), { label: label(run), count: 1, first });
    else shares.set(known.label, { ...known, count: known.count + 1 });
  }
  return [...shares.values()].toSorted((one, other) => other.count - one.count || one.first - other.first);
}

function deciderOf(explanation: Explanation | undefined) {
  return explanation === undefined ? undefined : traceOf(explanation).decider?.step;
}

function upstreamOf(explanation: Explanation | undefined): string | undefined {
  return deciderOf(explanation)?.upstream;
}

function deciderLabel(explanation: Explanation | undefined): string {
  if (explanation === undefined) return "not known";
  const { answeredBy, decidedAt, steps } = explanation;
  const step = deciderOf(explanation);
  const plugin = answeredBy ?? step?.plugin;
  if (plugin === undefined || steps.length === 0) return "the server itself";
  const at = decidedAt ?? step?.rule ?? step?.at;
  return at === undefined ? plugin : `${plugin} (${lineOf(at)})`;
}

/** A plugin that keeps replies answers before those after it are asked again: then chance had its say less often. */
function notesOf(runs: readonly OneRun[]): readonly string[] {
  const deciders = runs.map(({ explanation }) => deciderOf(explanation));
  const plugins = [...new Set(deciders.map((step) => step?.plugin))];
  return plugins.flatMap((plugin) => {
    const first = runs.findIndex(
      ({ explanation }, run) => deciders[run]?.plugin !== plugin && passes(explanation, plugin),
    );
    const behind = deciders[first]?.plugin;
    if (plugin === undefined || behind === undefined) return [];
    const own = deciders.filter((step) => step?.plugin === plugin).length;
    const others = runs.length - own;
    return [
      `${plugin} answered ${own} of ${runs.length} by itself: ${behind} was asked only ${others === 1 ? "once" : `${others} times`}, and what it said then was kept.`,
    ];
  });
}

/** Whether a question passed the plugin on its way. */
function passes(explanation: Explanation | undefined, plugin: string | undefined): boolean {
  return explanation !== undefined && traceOf(explanation).down.some(({ step }) => step.plugin === plugin);
}
