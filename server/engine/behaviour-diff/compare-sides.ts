/** Two configurations asked the same questions: the whole of it, from their texts to what caused each change. */
import type { BehaviourDiff } from "../../../lib/behaviour-diff/behaviour-diff.ts";
import { textChanges, withChanges } from "../../../lib/behaviour-diff/text-changes.ts";
import { directives } from "../../../lib/plugins/directives.gen.ts";
import type { PlacedQuestion } from "../../../lib/questions/placed-question.ts";
import { type QuestionSource, questionsOf } from "../../../lib/questions/questions-of.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import { systemClock } from "../../host/clock.ts";
import { askBoth, type Progress } from "./ask-both.ts";
import { slowClock } from "./fair-world.ts";
import { findCauses, type TriedSide } from "./find-causes.ts";
import { type Side, type Surroundings, withTexts } from "./side.ts";
import { inOneName, readSide, type SideFiles } from "./side-files.ts";
import { type RefusedSide, type SideWorld, type StartedSide, startSide } from "./started-side.ts";

/** What to compare. */
export interface ComparedSides {
  readonly before: Side;
  readonly after: Side;
}

/** How. */
export interface CompareOptions extends Surroundings {
  /** Asked in the place of those that are made from the configurations. */
  readonly questions?: AsyncIterable<PlacedQuestion> | Iterable<PlacedQuestion> | undefined;
  /** So many questions are made at most. */
  readonly most?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** A side with which CoreDNS would not start. */
export interface Unstarted {
  readonly kind: "unstarted";
  readonly side: keyof ComparedSides;
  readonly problems: readonly Problem[];
}

/** Questions that are made unless another number is wanted. */
const MOST_QUESTIONS = 20_000;
const DEFAULT_PORT = "53";

/** Compares. */
export async function compareSides(
  sides: ComparedSides,
  options: CompareOptions,
): Promise<{ readonly kind: "compared"; readonly diff: BehaviourDiff } | Unstarted> {
  const files = { before: readSide(sides.before, options), after: readSide(sides.after, options) };
  // What stands for the world beyond is the same for both: the newer file's, where there is one.
  const fixtures = (files.after.tests ?? files.before.tests)?.upstreams ?? new Map();
  const world: SideWorld = { ...options, clock: slowClock(systemClock), fixtures };
  const before = await startSide(sides.before, world);
  if (before.kind === "refused") return unstarted("before", before);
  const after = await startSide(sides.after, world);
  if (after.kind === "refused") {
    before.stop();
    return unstarted("after", after);
  }
  try {
    const diff = await compareStarted({ sides, files, world, started: { before, after } }, options);
    return { kind: "compared", diff };
  } finally {
    before.stop();
    after.stop();
  }
}

function unstarted(side: keyof ComparedSides, { problems }: RefusedSide): Unstarted {
  return { kind: "unstarted", side, problems };
}

interface Comparison {
  readonly sides: ComparedSides;
  readonly files: { readonly before: SideFiles; readonly after: SideFiles };
  readonly world: SideWorld;
  readonly started: { readonly before: StartedSide; readonly after: StartedSide };
}

async function compareStarted(comparison: Comparison, options: CompareOptions): Promise<BehaviourDiff> {
  const { files, started } = comparison;
  const { most = MOST_QUESTIONS, signal, onProgress } = options;
  const made = options.questions === undefined ? await makeQuestions(comparison, most) : undefined;
  const questions = made?.questions ?? options.questions ?? [];
  const asked = await askBoth(
    questions,
    {
      before: { started: started.before, lineText: files.before.lineText },
      after: { started: started.after, lineText: files.after.lineText },
    },
    { signal, onProgress, total: made?.questions.length },
  );
  const { tally } = asked;
  const found = tally.changes();
  const edits = editsOf(comparison);
  const causes = await findCauses(found, {
    edits,
    lineText: files.after.lineText,
    start: (chosen) => startWith(comparison, chosen, options),
    signal,
  });
  const unknown = { changes: [], by: "unknown" } as const;
  return {
    asked: asked.asked,
    askedTimes: asked.askedTimes,
    leftOut: asked.leftOut + (made?.leftOut ?? 0),
    counts: tally.counts,
    changes: found.map((change, index) => ({ ...change, cause: causes[index] ?? unknown })),
    unlisted: tally.unlisted,
    edits,
    madeUp: tally.madeUp,
    isWhole: asked.isWhole,
  };
}

/** Those of the older side come first: what it answered is what may be lost. */
async function makeQuestions({ files, started }: Comparison, most: number) {
  const sources = await Promise.all(
    (["before", "after"] as const).map(async (side): Promise<QuestionSource> => {
      const { configuration, files: read, tests } = files[side];
      const served = await started[side].served();
      return { configuration, directives, files: read, defaultPort: DEFAULT_PORT, served, tests: tests?.tests ?? [] };
    }),
  );
  return questionsOf(sources, most);
}

type Edits = ReturnType<typeof textChanges>;

function editsOf({ sides, files }: Comparison): Edits {
  return textChanges(
    inOneName(files.before, sides.before.corefile, sides.after.corefile),
    inOneName(files.after, sides.after.corefile, sides.after.corefile),
  );
}

/** The older side with some of the edits. */
async function startWith(
  { sides, files, world }: Comparison,
  edits: Edits,
  surroundings: Surroundings,
): Promise<TriedSide | undefined> {
  const common = inOneName(files.before, sides.before.corefile, sides.after.corefile);
  const edited = new Set(edits.map(({ file }) => file));
  const texts = new Map([...withChanges(common, edits)].filter(([path]) => edited.has(path)));
  const side = withTexts({ ...sides.before, corefile: sides.after.corefile }, renamed(texts, common, sides));
  const started = await startSide(side, world);
  if (started.kind === "refused") return undefined;
  const { lineText } = readSide(side, surroundings);
  return { ask: (question) => started.ask(question), lineText, stop: () => started.stop() };
}

/** The Corefile is called as on the newer side, edited or not. */
function renamed(texts: ReadonlyMap<string, string>, common: ReadonlyMap<string, string>, sides: ComparedSides) {
  const { corefile } = sides.after;
  const text = texts.get(corefile) ?? common.get(corefile);
  return text === undefined ? texts : new Map([...texts, [corefile, text]]);
}
