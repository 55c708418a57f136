/** Names worth asking for: those asked before, then the zones that the engine serves. */
import type { EngineInfo } from "../../api/engine.ts";
import type { Answer } from "./answers-slice.ts";

const MAX_NAMES = 20;

/** Suggestions for the name in the query bar, each once. */
export function suggestedNames(answers: readonly Answer[], engine: EngineInfo | undefined): readonly string[] {
  const asked = answers.map(({ question }) => question.name);
  const zones = (engine?.listeners ?? [])
    .filter(({ kind }) => kind !== "http")
    .flatMap(({ serves }) => serves)
    .filter((zone) => zone !== ".")
    .flatMap((zone) => [zone, `www.${zone}`]);
  return [...new Set([...asked, ...zones])].slice(0, MAX_NAMES);
}
