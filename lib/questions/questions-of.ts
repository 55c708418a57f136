/** Questions made from a configuration: so many that what it answers, to whom, and where its answers part is asked for. */
import type { Configuration } from "../corefile/configuration.ts";
import type { CorefileFiles } from "../corefile/imports/files.ts";
import { resolveKeys, type ServerBlockKey } from "../corefile/keys.ts";
import type { Directive } from "../directive/directive.ts";
import { canonical, isAtOrBelow, readName } from "../dns/name/name.ts";
import type { PlacedTest } from "../dns-tests/test-file.ts";
import { BlockQuestions } from "./block-questions.ts";
import { namesInFiles } from "./names-in-files.ts";
import { type PlacedQuestion, questionKey } from "./placed-question.ts";
import { questionOfTest } from "./question-of-test.ts";
import { type FoundName, wordsOfBlock } from "./words-of-block.ts";

/** A name that what serves has, beside those of its files. */
export interface ServedName {
  readonly name: string;
  readonly type: string;
  readonly about: string;
}

/** A configuration and what is around it. */
export interface QuestionSource {
  readonly configuration: Configuration;
  readonly directives: readonly Directive<unknown>[];
  readonly files: CorefileFiles;
  /** The port of plain DNS of blocks that name none. */
  readonly defaultPort: string;
  /** Names of Services and the like. */
  readonly served: Iterable<ServedName>;
  readonly tests: readonly PlacedTest[];
}

/** Questions in a stable order: those that tell most come first. */
export interface MadeQuestions {
  readonly questions: readonly PlacedQuestion[];
  /** How many there would have been beyond the limit, as far as was counted. */
  readonly leftOut: number;
}

/** So many names of one configuration are looked at: a zone may have millions. */
const MAX_NAMES = 100_000;

/** Makes the questions of one configuration or of several, each question once. */
export function questionsOf(sources: readonly QuestionSource[], most: number): MadeQuestions {
  const questions = new Map<string, PlacedQuestion>();
  const seen = new Set<string>();
  const add = (question: PlacedQuestion): void => {
    const key = questionKey(question);
    if (seen.has(key)) return;
    seen.add(key);
    if (questions.size < most) questions.set(key, question);
  };
  const keys = sources.map(({ configuration, defaultPort }) => resolveKeys(configuration, defaultPort).blocks);
  const ports = new Set(keys.flat(2).map(({ port }) => port));
  const blocks = sources.flatMap((source, index) => blocksOf(source, keys[index] ?? [], ports.size > 1));
  for (const { tests } of sources) for (const test of tests) for (const question of questionOfTest(test)) add(question);
  const ranks = [
    (block: BlockQuestions) => block.edges(),
    (block: BlockQuestions) => block.byClient(),
    (block: BlockQuestions) => block.everyName(),
    (block: BlockQuestions) => block.everyNameByClient(),
  ];
  for (const rank of ranks) {
    for (const block of blocks) {
      for (const question of rank(block)) add(question);
      // What is beyond is only counted as long as that costs little.
      if (seen.size > most * 2 + MAX_NAMES) return { questions: [...questions.values()], leftOut: seen.size - most };
    }
  }
  return { questions: [...questions.values()], leftOut: seen.size - questions.size };
}

/** Where all blocks are on one port, no question names it. */
function blocksOf(
  { configuration, directives, files, served }: QuestionSource,
  keys: readonly (readonly ServerBlockKey[])[],
  hasPorts: boolean,
): readonly BlockQuestions[] {
  const read = configuration.blocks.map((block, index) => {
    const own = keys[index] ?? [];
    const zones = [...new Set(own.map(({ zone }) => zone))];
    const words = wordsOfBlock(block, directives, configuration.file);
    const names = [...words.names, ...take(namesInFiles({ block, zones, directives, files }), MAX_NAMES)];
    return { keys: own, zones, words, names };
  });
  const known = take(served, MAX_NAMES).flatMap(foundOf);
  return read.map(({ keys: own, zones, words, names }) => {
    // Who asks is told apart by one of several blocks of a zone, and matters to all of them.
    const networks = read.filter((other) => overlaps(other.keys, own)).flatMap((other) => other.words.networks);
    const reached = known.filter(({ name }) => zones.some((zone) => isAtOrBelow(name, zone)));
    return new BlockQuestions({
      ...words,
      networks,
      names: [...names, ...reached],
      ownZones: zones,
      ports: hasPorts ? portsOf(own) : [""],
    });
  });
}

function overlaps(one: readonly ServerBlockKey[], other: readonly ServerBlockKey[]): boolean {
  return one.some((key) => other.some(({ zone, port }) => key.zone === zone && key.port === port));
}

function portsOf(keys: readonly ServerBlockKey[]): readonly string[] {
  return [...new Set(keys.map(({ port }) => port))];
}

function foundOf({ name, type, about }: ServedName): readonly FoundName[] {
  const read = readName(name.endsWith(".") ? name : `${name}.`);
  return read === undefined ? [] : [{ name: canonical(read), types: [type], source: about }];
}

function take<T>(all: Iterable<T>, most: number): readonly T[] {
  const taken: T[] = [];
  for (const one of all) {
    if (taken.length >= most) break;
    taken.push(one);
  }
  return taken;
}
