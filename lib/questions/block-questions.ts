/** The questions of one server block, by how much they tell. */
import { type CanonicalName, canonical, isAtOrBelow, labels, ROOT, readName } from "../dns/name/name.ts";
import { patternSamples, wildcardSamples } from "./name-samples.ts";
import { type NetworkSides, networkSides } from "./network-sides.ts";
import type { PlacedQuestion } from "./placed-question.ts";
import type { FoundName, WordsOfBlock } from "./words-of-block.ts";
import { zonePoints } from "./zone-points.ts";

/** What is known of a block. */
export interface BlockFacts extends WordsOfBlock {
  readonly ownZones: readonly CanonicalName[];
  readonly ports: readonly string[];
}

/** Where a question comes from, and which client puts it. */
interface FoundAt {
  readonly source: string;
  readonly from?: string;
}

/** What every name is asked for, whatever it has. */
const USUAL_TYPES = ["A", "AAAA", "TXT", "HTTPS"];
/** What a name is asked for to see whether it is there, and who answers. */
const SHORT_TYPES = ["A", "AAAA"];
const APEX_TYPES = ["A", "AAAA", "SOA", "NS"];
const REVERSE_TYPES = ["PTR"];
/** Some names of each zone stand for all where each client asks. */
const NAMES_BY_CLIENT = 4;
/** Names beyond the configuration's own, where it serves the root. */
const ELSEWHERE = ["www.example.com.", "no-such-name.example.net."].flatMap((text) => {
  const name = readName(text);
  return name === undefined ? [] : [canonical(name)];
});

export class BlockQuestions {
  readonly #facts: BlockFacts;
  readonly #zones: readonly CanonicalName[];
  readonly #names: readonly FoundName[];
  readonly #sides: readonly NetworkSides[];

  constructor(facts: BlockFacts) {
    this.#facts = facts;
    const { ownZones } = facts;
    const isOwn = (name: CanonicalName): boolean => ownZones.some((zone) => isAtOrBelow(name, zone));
    this.#zones = [...new Set([...ownZones, ...facts.zones.filter(isOwn)])];
    this.#names = facts.names.filter(({ name }) => isOwn(name));
    this.#sides = facts.networks.map(networkSides);
  }

  /** Where answers part: zones, patterns, wildcards. */
  *edges(): Generator<PlacedQuestion, void> {
    for (const zone of this.#zones) yield* this.#ofZone(zone);
    for (const pattern of this.#facts.patterns) {
      const source = `names that ${pattern.match === "regex" ? `/${pattern.from.source}/` : `${pattern.match} ${pattern.from}`} is about`;
      for (const name of patternSamples(pattern, this.#facts.ownZones))
        yield* this.#ask(name, this.#shortTypes(name), { source });
    }
    for (const { name, source } of this.#names) {
      if (!name.startsWith("*.")) continue;
      for (const sample of wildcardSamples(name))
        yield* this.#ask(sample, this.#shortTypes(sample), { source: `wildcard of ${source}` });
    }
  }

  /** Some names of each zone, from both sides of each network. */
  *byClient(): Generator<PlacedQuestion, void> {
    for (const { inside, outside } of this.#sides) {
      for (const from of [...inside, ...outside]) {
        for (const zone of this.#zones) {
          const names = this.#names.filter(({ name }) => isAtOrBelow(name, zone)).slice(0, NAMES_BY_CLIENT);
          const { apex, unknownChild } = zonePoints(zone);
          const asked = [...names.map(({ name }) => name), ...(unknownChild === undefined ? [] : [unknownChild]), apex];
          for (const name of new Set(asked))
            yield* this.#ask(name, this.#shortTypes(name), { source: `clients such as ${from}`, from });
        }
      }
    }
  }

  /** Each name, for all that it may be asked for. */
  *everyName(): Generator<PlacedQuestion, void> {
    for (const { name, types, source } of this.#names) {
      yield* this.#ask(
        name,
        isReverse(name) ? [...REVERSE_TYPES, ...types] : [...USUAL_TYPES, ...types, ...this.#facts.types],
        { source },
      );
    }
  }

  /** Each name from within each network, and from without. */
  *everyNameByClient(): Generator<PlacedQuestion, void> {
    for (const { inside, outside } of this.#sides) {
      for (const from of [...inside, ...outside.slice(-1)]) {
        for (const { name, source } of this.#names) yield* this.#ask(name, this.#shortTypes(name), { source, from });
      }
    }
  }

  *#ofZone(zone: CanonicalName): Generator<PlacedQuestion, void> {
    const source = `zone ${zone}`;
    const { apex, unknownChild, sibling } = zonePoints(zone);
    const child = this.#names.find(({ name }) => name !== zone && isAtOrBelow(name, zone));
    yield* this.#ask(apex, [...APEX_TYPES, ...this.#facts.types], { source });
    if (child !== undefined)
      yield* this.#ask(child.name, [...this.#shortTypes(child.name), ...child.types], { source });
    if (unknownChild !== undefined) yield* this.#ask(unknownChild, this.#shortTypes(unknownChild), { source });
    // Where the sibling is nobody's, another block or none takes it: that is asked, too.
    if (sibling !== undefined) yield* this.#ask(sibling, this.#shortTypes(sibling), { source });
    if (zone === ROOT)
      for (const name of ELSEWHERE) yield* this.#ask(name, [...USUAL_TYPES, ...this.#facts.types], { source });
  }

  #shortTypes(name: CanonicalName): readonly string[] {
    return isReverse(name) ? REVERSE_TYPES : [...SHORT_TYPES, ...this.#facts.types];
  }

  *#ask(name: CanonicalName, types: readonly string[], { source, from }: FoundAt): Generator<PlacedQuestion, void> {
    const client = from === undefined ? {} : { from };
    for (const port of this.#facts.ports) {
      for (const type of new Set(types)) {
        if (type !== "ANY") yield { name, type, source, ...client, ...(port === "" ? {} : { port }) };
      }
    }
  }
}

function isReverse(name: CanonicalName): boolean {
  const known = labels(name);
  return known.at(-1) === "arpa" && known.length > 2;
}
