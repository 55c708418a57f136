/** Engines beside those that serve, for texts that are only tried: on ports of their own, and nobody hears what they tell. */
import type { Clock } from "../../lib/ports/clock.ts";
import type { Engine } from "../engine/engine.ts";
import { EngineControl } from "./engine-control.ts";

/** Out of what engines are made, one for each try. */
export function rehearsalOf(makeEngine: () => Engine, clock: Clock): () => EngineControl {
  return () =>
    new EngineControl({ engine: makeEngine(), ports: "ephemeral", tell: () => undefined, nowMs: () => clock.nowMs() });
}
