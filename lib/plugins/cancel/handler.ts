/** A time limit for the plugins after it (CoreDNS, plugin cancel): those that wait for others give up when it is over. */
import type { Handler } from "../../chain/handler.ts";
import type { Clock } from "../../ports/clock.ts";
import { words } from "./words.ts";

/** A handler that sets the query's deadline. */
export function createCancel(timeoutMs: number, clock: Clock): Handler {
  return {
    name: "cancel",
    serve(query, next, why) {
      query.deadlineMs = clock.monotonicMs() + timeoutMs;
      why?.because("observed", words.set({ timeoutMs }));
      return next(query);
    },
  };
}
