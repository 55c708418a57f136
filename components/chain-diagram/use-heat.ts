/** How often and how long plugins ran, over the queries that this window's engine served with the text as it is. */
import { useEffect, useMemo } from "react";
import type { ChainModel } from "../../lib/diagram/chain-model.ts";
import { type Heat, heatOf } from "../../lib/diagram/heat.ts";
import { isTextLive } from "../../lib/studio/engine-slice.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useStudio, useStudioStore } from "../studio/store-context.tsx";

/** Queries may come by the thousand; the picture follows once in a while. */
const FOLLOW_MS = 1000;

/** Undefined while heat is off. */
export function useHeat(model: ChainModel): Heat | undefined {
  const isOn = useStudio(({ layout }) => layout.hasHeat);
  const { explainQueries } = useActions();
  const store = useStudioStore();
  useEffect(() => {
    if (!isOn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      timer = undefined;
      void explainQueries();
    };
    const stop = store.subscribe(({ log }, before) => {
      if (log.queries !== before.log.queries) timer ??= setTimeout(follow, FOLLOW_MS);
    });
    follow();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [isOn, store, explainQueries]);
  const explained = useStudio(({ log }) => log.explained);
  const info = useStudio(({ workspace }) => workspace.info);
  const serving = useStudio((state) => (isTextLive(state) ? state.engine.info?.configuration?.identity : undefined));
  return useMemo(() => {
    if (!isOn) return undefined;
    const current = [...explained.values()].flatMap((one) =>
      one?.configuration !== undefined && one.configuration === serving ? [one] : [],
    );
    return heatOf(model, current, (file) => workspacePath(file, info));
  }, [isOn, model, explained, serving, info]);
}

/** What heat is drawn from, in words. */
export function heatSource({ questions }: Heat): string {
  if (questions === 0) return "No query was served with this text yet. Ask a question, and heat shows where it went.";
  const counted = questions === 1 ? "the one query" : `the newest ${questions} queries`;
  return `Heat of ${counted} served with this text: how often a plugin ran (×), how many it decided (●), its own time on average.`;
}
