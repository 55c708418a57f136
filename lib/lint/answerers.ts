/** The plugins of a block that answer, in the order in which they run: for which names, and what they let through. */

import type { Directive } from "../directive/directive.ts";
import type { AnswersAt } from "../directive/facts.ts";
import { type CanonicalName, parentOf } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";
import type { LintBlock } from "./block.ts";
import { common, covers, overlap, zonesBehindRewrite } from "./zones.ts";

/** One use of a plugin that answers. */
export interface Answerer extends AnswersAt {
  readonly plugin: string;
}

/** Whether a block has a plugin that answers questions for names, as far as that is its purpose. */
export function hasAnswerer({ directives }: LintBlock): boolean {
  return directives.some(({ answers }) => answers !== undefined);
}

const byBlock = new WeakMap<LintBlock, readonly Answerer[]>();

/** The answering plugins of a block in running order, as far as their words are right. */
export function answerersOf(block: LintBlock): readonly Answerer[] {
  const answerers = byBlock.get(block) ?? readAnswerers(block);
  byBlock.set(block, answerers);
  return answerers;
}

function readAnswerers(block: LintBlock): readonly Answerer[] {
  return block.directives.flatMap((directive) =>
    directive.answers === undefined ? [] : block.uses(directive).flatMap((use) => read(directive, use, block)),
  );
}

function read(directive: Directive<unknown>, use: unknown, { zones }: LintBlock): readonly Answerer[] {
  const answers = directive.answers?.(use, zones);
  return answers === undefined ? [] : [{ ...answers, plugin: directive.name }];
}

/** Whether queries come to a use of a plugin: no one before it leaves nothing for it. */
export function isReached(block: LintBlock, at: Range): boolean {
  const answerers = answerersOf(block);
  const place = answerers.findIndex((other) => other.at.file === at.file && other.at.start.offset === at.start.offset);
  const own = answerers[place];
  return own !== undefined && !answerers.slice(0, place).some((first) => shutsOut(first, own, block));
}

/** Whether `first`, which runs before `later`, leaves nothing for it. */
export function shutsOut(first: Answerer, later: Answerer, block: LintBlock): boolean {
  const { zones, passes } = first;
  if (zones === undefined || passes === undefined || (first.handsToItself === true && first.plugin === later.plugin))
    return false;
  if (first.type !== undefined && first.type !== later.type) return false;
  const wanted = wantedBy(later, block);
  if (wanted.length === 0) return false;
  return wanted.every((zone) => covers(zones, zone) && !passes.some((passed) => overlap(passed, zone)));
}

const wantedZones = new WeakMap<Answerer, readonly CanonicalName[]>();

/** The zones in which names can come to a plugin and be its own: those of the block and its own in common. */
export function wantedBy(answerer: Answerer, block: LintBlock): readonly CanonicalName[] {
  const known = wantedZones.get(answerer);
  if (known !== undefined) return known;
  const reachable = zonesBehindRewrite(block);
  const found = answerer.zones === undefined ? reachable : common(reachable, answerer.zones);
  wantedZones.set(answerer, found);
  return found;
}

/** Uses of plugins by their zones, to find those that cover a zone without looking at all. */
export class AnswerersByZone {
  readonly #byZone = new Map<CanonicalName, Answerer[]>();

  add(answerer: Answerer): void {
    for (const zone of answerer.zones ?? []) {
      const known = this.#byZone.get(zone);
      if (known === undefined) this.#byZone.set(zone, [answerer]);
      else if (known.length < MOST_OF_A_ZONE) known.push(answerer);
    }
  }

  /** Those of which a zone is this one or above it, the nearest zone first. */
  *covering(zone: CanonicalName): Iterable<Answerer> {
    for (let around: CanonicalName | undefined = zone; around !== undefined; around = parentOf(around)) {
      yield* this.#byZone.get(around) ?? [];
    }
  }
}

/** Nobody has so many uses for one zone, and with all of them a long list would take a long time. */
const MOST_OF_A_ZONE = 50;
