/** Names that a configuration can answer, for whoever is about to ask one. */
import { Key } from "../chain/key.ts";

/** A name that is worth asking for. */
export interface KnownName {
  /** Without the dot at its end. */
  readonly name: string;
  /** The type that it is asked with. */
  readonly type: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** Another text by which it may be looked for: the address of a reverse name. */
  readonly alias?: string;
}

/** Offered by a plugin that knows which names it has; whoever asks takes as many as it needs. */
export const KNOWN_NAMES = new Key<() => Iterable<KnownName>>();

/** More names than these nobody looks through while somebody types. */
const LOOKED_THROUGH = 200_000;

/** The names that begin with what was typed, then those that have it after a dot or anywhere; `most` of them. */
export function namesLike(typed: string, sources: readonly Iterable<KnownName>[], most: number): readonly KnownName[] {
  const wanted = typed.trim().toLowerCase().replace(/\.$/, "");
  const ranks: KnownName[][] = [[], [], []];
  let looked = 0;
  for (const source of sources) {
    for (const known of source) {
      looked += 1;
      const rank = rankOf(known, wanted);
      if (rank !== undefined && (ranks[rank]?.length ?? most) < most) ranks[rank]?.push(known);
      if ((ranks[0]?.length ?? 0) >= most || looked > LOOKED_THROUGH) return ranks.flat().slice(0, most);
    }
  }
  const unlike = new Map(ranks.flat().map((known) => [`${known.name} ${known.type}`, known]));
  return [...unlike.values()].slice(0, most);
}

function rankOf({ name, alias = "" }: KnownName, wanted: string): 0 | 1 | 2 | undefined {
  const at = name.toLowerCase().indexOf(wanted);
  if (at === 0 || (alias !== "" && alias.startsWith(wanted))) return 0;
  if (at < 0) return undefined;
  return name[at - 1] === "." || name[at - 1] === "_" ? 1 : 2;
}
