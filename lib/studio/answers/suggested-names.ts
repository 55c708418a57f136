/** Names worth asking for: those that the engine has an answer for, those asked before, and the zones that it serves. */
import type { EngineInfo, NamesReply } from "../../api/engine.ts";
import type { Answer } from "./answers-slice.ts";

/** More than these nobody reads while typing. */
const MAX_NAMES = 14;
const MAX_ASKED = 5;

/** A name that may be typed, and what it is. */
export interface SuggestedName {
  readonly name: string;
  /** The type to ask with; as it is in the query bar without it. */
  readonly type?: string;
  /** In a few words. */
  readonly about: string;
}

/** Where suggestions come from. */
export interface NameSources {
  readonly answers: readonly Answer[];
  readonly engine: EngineInfo | undefined;
  /** What the engine has like the typed text. */
  readonly known: NamesReply["names"];
}

/** Suggestions for what is typed in the query bar, each name and type once; nothing when it is all there already. */
export function suggestedNames(typed: string, { answers, engine, known }: NameSources): readonly SuggestedName[] {
  const wanted = typed.trim().toLowerCase();
  const isLike = ({ name }: SuggestedName): boolean => name.toLowerCase().includes(wanted);
  const asked = unlike(
    answers.map(({ question: { name, type } }) => ({ name, type, about: "asked before" })).filter(isLike),
  );
  const zones = (engine?.listeners ?? [])
    .filter(({ kind }) => kind !== "http")
    .flatMap(({ serves }) => serves)
    .filter((zone) => zone !== ".")
    .map((zone) => ({ name: zone, about: "zone served here" }));
  const all = unlike([...known, ...asked.slice(0, MAX_ASKED), ...zones.filter(isLike)]).slice(0, MAX_NAMES);
  const [only] = all;
  return all.length === 1 && only?.name === typed ? [] : all;
}

function unlike(names: readonly SuggestedName[]): readonly SuggestedName[] {
  const found = new Map<string, SuggestedName>();
  for (const one of names) {
    const key = `${one.name} ${one.type ?? ""}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
