/** What the engine holds and asks, and what is made to happen to it: a clock that goes ahead, upstreams that fail. */
import type { ConditionsReply, ConditionsRequest, Fault } from "../api/conditions.ts";
import type { Failure } from "../api/failure.ts";
import { durationOfMs } from "../go/duration.ts";
import { failureOf } from "./api-client.ts";
import type { SliceContext } from "./slice.ts";

export interface ConditionsState {
  /** As the server told last; undefined before. */
  readonly now: ConditionsReply | undefined;
  readonly failure: Failure | undefined;
}

export const INITIAL_CONDITIONS: ConditionsState = { now: undefined, failure: undefined };

export interface ConditionsActions {
  loadConditions(): Promise<void>;
  /** Moves the engine's clock ahead; it never goes back. */
  advanceClock(byMs: number): Promise<void>;
  /** Lets an upstream fail, or do again what it really does. */
  setFault(upstream: string, fault: Fault | undefined): Promise<void>;
  /** The real time and the real upstreams, by a new engine: nothing that it held is left. */
  backToNormal(): Promise<void>;
}

/** What is made to happen now, in a sentence; empty when nothing is. */
export function conditionsInWords({ now }: ConditionsState): string {
  if (now === undefined) return "";
  const faulty = now.upstreams.filter(({ fault }) => fault !== undefined).length;
  const parts = [
    now.aheadMs > 0 ? `The engine’s clock is ${writeAhead(now.aheadMs)} ahead.` : "",
    faulty > 0 ? `${faulty} ${faulty === 1 ? "upstream is" : "upstreams are"} made to fail.` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** "1h30m": as a Corefile writes it, in whole seconds. */
export function writeAhead(ms: number): string {
  return durationOfMs(Math.round(ms / 1000) * 1000)
    .text.replace(/m0s$/, "m")
    .replace(/h0m$/, "h");
}

/** What a fault does, in a few words. */
export function faultInWords(fault: Fault): string {
  switch (fault.kind) {
    case "timeout":
      return "keeps silent";
    case "refused":
      return "refuses connections";
    case "servfail":
      return "says SERVFAIL";
    case "truncated":
      return "cuts off replies over UDP";
    case "lag":
      return `replies ${writeLag(fault.ms)} late`;
    default:
      return fault satisfies never;
  }
}

/** "0.3 s", "2 s". */
function writeLag(ms: number): string {
  return `${ms / 1000} s`;
}

/** Makes the actions. */
export function createConditionsActions({ api, get, patch }: SliceContext): ConditionsActions {
  let turns = 0;
  const impose = async (change: ConditionsRequest): Promise<boolean> => {
    const turn = ++turns;
    try {
      const now = await api.impose(change);
      if (turn === turns) patch("conditions", { now, failure: undefined });
      return true;
    } catch (thrown) {
      if (turn === turns) patch("conditions", { failure: failureOf(thrown) });
      return false;
    }
  };
  const announce = (): void => {
    get().actions.announce(conditionsInWords(get().conditions) || "Time and upstreams are the real ones.");
  };
  return {
    loadConditions: async () => void (await impose({})),
    async advanceClock(byMs) {
      if (await impose({ advanceMs: byMs })) announce();
    },
    async setFault(upstream, fault) {
      if (await impose({ faults: { [upstream]: fault ?? null } })) announce();
    },
    async backToNormal() {
      if ((await get().actions.controlEngine({ action: "restart" })) && (await impose({}))) announce();
    },
  };
}
