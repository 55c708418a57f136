/** Reads what the engine holds and asks, every second while somebody looks. */
import { useEffect } from "react";
import { useActions, useStudio } from "../studio/store-context.tsx";

const EVERY_MS = 1000;

/** `isLooking`: whether it is on the screen; what was made to happen is looked at again after each change of the engine. */
export function useConditions(isLooking: boolean): void {
  const { loadConditions } = useActions();
  const generation = useStudio(({ engine: { info } }) => `${info?.state} ${info?.generation}`);
  const isServing = useStudio(({ engine }) => engine.info?.state === "serving");
  useEffect(() => {
    // A new generation may hold nothing of what was there before.
    if (generation !== "" && isServing) void loadConditions();
    if (!isLooking || !isServing) return undefined;
    const timer = setInterval(() => void loadConditions(), EVERY_MS);
    return () => clearInterval(timer);
  }, [generation, isLooking, isServing, loadConditions]);
}
