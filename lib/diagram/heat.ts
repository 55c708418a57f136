/** How often and how long each plugin ran, over many explained questions. */
import type { Explanation } from "../explanation/explanation.ts";
import { type TraceRow, traceOf } from "../explanation/trace.ts";
import type { Range } from "../text/position.ts";
import { BlockPlaces } from "./block-places.ts";
import type { ChainBlock, ChainModel } from "./chain-model.ts";

/** What is known of one node. */
export interface NodeHeat {
  /** For how many of the questions it ran. */
  readonly ran: number;
  /** How many of them it decided. */
  readonly decided: number;
  /** Microseconds of its own for one run on average, without those of the plugins that it called. */
  readonly meanMicros: number;
  /** 0 for none of the questions, 4 for all of them. */
  readonly level: 0 | 1 | 2 | 3 | 4;
}

export interface Heat {
  readonly questions: number;
  /** By the identity of the node. */
  readonly nodes: ReadonlyMap<string, NodeHeat>;
}

interface Count {
  ran: number;
  decided: number;
  runs: number;
  micros: number;
}

/** Counts over explanations that the model's own text gave; `fileOf` spells the file of a place as the model does. */
export function heatOf(
  model: ChainModel,
  explanations: readonly Explanation[],
  fileOf: (file: string) => string = (file) => file,
): Heat {
  const places = new BlockPlaces(model);
  const counts = new Map<string, Count>();
  for (const explanation of explanations) {
    const { down, decider } = traceOf(explanation);
    const seen = new Set<string>();
    for (const row of down) {
      const at = { ...row.step.at, file: fileOf(row.step.at.file) };
      const chosen = chosenBlocks(row.behind?.explanation ?? explanation, { places, fileOf });
      const node = nodeOf(places.blocksAt(at), row, chosen);
      if (node === undefined) continue;
      const count = counts.get(node) ?? { ran: 0, decided: 0, runs: 0, micros: 0 };
      counts.set(node, count);
      if (!seen.has(node)) count.ran += 1;
      seen.add(node);
      count.runs += 1;
      count.micros += ownMicros(row);
      if (row.index === decider?.index) count.decided += 1;
    }
  }
  return { questions: explanations.length, nodes: new Map([...counts].map((one) => summed(one, explanations.length))) };
}

function summed([id, { ran, decided, runs, micros }]: readonly [string, Count], questions: number) {
  const level = [1, 2, 3, 4] as const;
  const heat: NodeHeat = {
    ran,
    decided,
    meanMicros: micros / runs,
    level: level[Math.ceil((ran / questions) * 4) - 1] ?? 0,
  };
  return [id, heat] as const;
}

function ownMicros({ step }: TraceRow): number {
  const called = step.steps.reduce((sum, { tookMicros }) => sum + tookMicros, 0);
  return Math.max(0, step.tookMicros - called);
}

interface Found {
  readonly places: BlockPlaces;
  fileOf(file: string): string;
}

function chosenBlocks({ dispatch }: Explanation, { places, fileOf }: Found): ReadonlySet<ChainBlock> {
  const chosen = dispatch.filter(({ match }) => match === "longest match");
  return new Set(chosen.flatMap(({ at }: { readonly at: Range }) => places.blocksAt({ ...at, file: fileOf(at.file) })));
}

/** A line of a snippet stands in all blocks that import it: the one that took the question is meant. */
function nodeOf(
  blocks: readonly ChainBlock[],
  { step }: TraceRow,
  chosen: ReadonlySet<ChainBlock>,
): string | undefined {
  const block = blocks.find((one) => chosen.has(one)) ?? blocks[0];
  return block?.chain.find(({ plugin }) => plugin === step.plugin)?.id;
}

/** Writes a time: "0.31 ms". */
type WriteTime = (micros: number) => string;

/** In few figures, for the node: runs, decisions, time. */
export function heatFigures({ ran, decided, meanMicros }: NodeHeat, writeTime: WriteTime): string {
  return [`${ran}×`, decided > 0 ? `●${decided}` : "", writeTime(meanMicros)].filter((word) => word !== "").join(" ");
}

/** In words, for the list and for screen readers. */
export function heatWords(heat: NodeHeat | undefined, questions: number, writeTime: WriteTime): string {
  const of = `${questions} ${questions === 1 ? "question" : "questions"}`;
  if (heat === undefined) return `ran for none of ${of}`;
  const decided = heat.decided > 0 ? `, decided ${heat.decided}` : "";
  return `ran for ${heat.ran} of ${of}${decided}, ${writeTime(heat.meanMicros)} on average`;
}
