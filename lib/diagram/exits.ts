/** The ways in which questions leave a plugin: on a hit, on a miss, for other types and for names outside its zones. */
import { checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { AnswersAt, Exit } from "../directive/facts.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import { type CanonicalName, isAtOrBelow } from "../dns/name/name.ts";
import type { SourceBlock } from "./source.ts";

/** An exit of a node. */
export interface NodeExit extends Exit {
  /** True when the question is lost there: it fails, or a later plugin that might know the name never gets it. */
  readonly isDead: boolean;
}

const NEXT = "next plugin";
/** The code of a question that nobody could answer. */
const FAILED = "SERVFAIL";

/** Reads all exits off the uses of a directive in a block; of one that only looks on there are none. */
export function exitsOf(directive: Directive<unknown>, { keys, words }: SourceBlock): readonly Exit[] {
  if (directive.answers === undefined && directive.exits === undefined) return [];
  const zones = keys.map(({ zone }) => zone);
  const { uses } = checkDirective(directive, { tokens: words.get(directive.name) ?? [], file: "" });
  const answers = uses.flatMap((use) => directive.answers?.(use, zones) ?? []);
  const own = uses.flatMap((use) => directive.exits?.(use) ?? []);
  const isOwner = answers.length > 0;
  return distinct([
    ...(isOwner ? [hitExit(directive)] : []),
    ...own.filter(({ leads }) => leads === "answer"),
    ...(isOwner ? typeExits(answers, directive.otherTypes) : []),
    ...answers.flatMap((one) => missExits(one, { code: directive.miss, isOneOfMany: answers.length > 1 })),
    ...own.filter(({ leads }) => leads !== "answer"),
    ...(isOwner ? zoneExits(answers, zones) : []),
  ]);
}

function hitExit({ upstreams, miss }: Directive<unknown>): Exit {
  if (upstreams !== undefined) return { on: "every name", leads: "answer", to: "the upstream's reply" };
  return { on: miss === undefined ? "every name" : "hit", leads: "answer", to: "its reply" };
}

function typeExits(answers: readonly AnswersAt[], otherTypes: string | undefined): readonly Exit[] {
  if (otherTypes !== undefined) return [{ on: "other type", leads: "answer", to: otherTypes }];
  const types = answers.flatMap(({ type }) => (type === undefined ? [] : [rrtypeName(type)]));
  if (types.length < answers.length) return [];
  return [{ on: `types other than ${[...new Set(types)].join(", ")}`, leads: "next", to: NEXT }];
}

interface Miss {
  readonly code: string | undefined;
  readonly isOneOfMany: boolean;
}

function missExits({ zones, passes, takesFallthrough }: AnswersAt, { code, isOneOfMany }: Miss): readonly Exit[] {
  if (passes === undefined) {
    return code === undefined ? [] : [{ on: "miss", leads: "next", to: `${code}, or ${NEXT} with fallthrough` }];
  }
  if (code === undefined) {
    return passes.length === 0 ? [] : [{ on: `names in ${passes.join(" ")}`, leads: "next", to: NEXT }];
  }
  if (!takesFallthrough) return [];
  const on = isOneOfMany && zones !== undefined ? `miss in ${zones.join(" ")}` : "miss";
  if (passes.length === 0) return [{ on, leads: "end", to: code }];
  const passesAll = zones?.every((zone) => passes.some((through) => isAtOrBelow(zone, through))) ?? false;
  if (passesAll) return [{ on, leads: "next", to: NEXT }];
  return [
    { on: `${on}: ${passes.join(" ")}`, leads: "next", to: NEXT },
    { on: `${on}: other names`, leads: "end", to: code },
  ];
}

/** What becomes of names of the block that none of the uses is for. */
function zoneExits(answers: readonly AnswersAt[], blockZones: readonly CanonicalName[]): readonly Exit[] {
  if (answers.some(({ zones }) => zones === undefined)) return [{ on: "other zone", leads: "next", to: NEXT }];
  const owned = answers.flatMap(({ zones }) => zones ?? []);
  const takesAll = blockZones.every((zone) => owned.some((one) => isAtOrBelow(zone, one)));
  return takesAll ? [] : [{ on: "other zone", leads: "next", to: NEXT }];
}

function distinct(exits: readonly Exit[]): readonly Exit[] {
  const seen = new Map(exits.map((exit) => [`${exit.on} ${exit.to}`, exit]));
  return [...seen.values()];
}

/** Marks the exits at which a question is lost. `shadows` says whether plugins that have answers never get one. */
export function markDead(exits: readonly Exit[], shadows: boolean): readonly NodeExit[] {
  return exits.map((exit) => ({
    ...exit,
    isDead: exit.leads === "end" && isMiss(exit) && (shadows || isFailure(exit)),
  }));
}

const isMiss = ({ on }: Exit): boolean => on.startsWith("miss");
const isFailure = ({ to }: Exit): boolean => to === FAILED;
