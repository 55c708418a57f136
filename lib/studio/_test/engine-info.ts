/** For tests: an engine that serves. */
import type { EngineInfo } from "../../api/engine.ts";

export const SERVING: EngineInfo = {
  engine: "built-in",
  release: "1.15.0",
  state: "serving",
  generation: 1,
  listeners: [],
  clusters: [],
  problems: [],
  servesEarlier: false,
  hasPorts: true,
};
