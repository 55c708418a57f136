/** A host whose timers and HTTP handlers harm nobody when they fail: CoreDNS's plugins run theirs in goroutines of their own. */
import { Panics } from "../../lib/chain/panics.ts";
import type { Clock, TimerTask } from "../../lib/ports/clock.ts";
import type { Host } from "../../lib/ports/host.ts";
import type { HttpServers } from "../../lib/ports/http.ts";

/** The same host; what a timer's task or an HTTP handler throws, now or later, is logged and counted as a panic. */
export function containHost(host: Host): Host {
  const panics = new Panics(host);
  return { ...host, clock: containClock(host.clock, panics), http: containHttp(host.http, panics) };
}

function containClock(clock: Clock, panics: Panics): Clock {
  const contained = (task: TimerTask) => async (): Promise<void> => {
    try {
      await task();
    } catch (error) {
      panics.recovered("a timer:", error);
    }
  };
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, task) => clock.after(delayMs, contained(task)),
    every: (periodMs, task) => clock.every(periodMs, contained(task)),
  };
}

function containHttp(http: HttpServers, panics: Panics): HttpServers {
  return {
    listen: (place, handler, options) =>
      http.listen(
        place,
        async (request) => {
          try {
            return await handler(request);
          } catch (error) {
            panics.recovered(`the HTTP server at ${place.text}:`, error);
            return { status: 500, body: "Internal Server Error" };
          }
        },
        options,
      ),
  };
}
