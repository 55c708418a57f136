/** Opens the sockets of a listener; what the system refuses becomes a problem in CoreDNS's words. */

import type { Endpoint } from "../../lib/chain/arrival.ts";
import { joinHostPort } from "../../lib/go/net.ts";
import type { Metrics } from "../../lib/ports/metrics.ts";
import type { ListenerPlan, ListenerSettings } from "../../lib/set-up/listeners.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { listenErrorText } from "../host/listen-error.ts";
import type { Answerer } from "../listeners/listener.ts";
import { type NotOpened, openAll } from "../listeners/openers.ts";

/** What to open, and who answers. */
export interface OpenOptions {
  /** Where to really listen. */
  readonly place: Endpoint;
  readonly plan: ListenerPlan;
  readonly settings: () => ListenerSettings;
  readonly answer: Answerer;
  readonly failed: (error: unknown) => void;
  readonly metrics?: Metrics;
  readonly nowMs: () => number;
}

/** The sockets of one listener. */
export interface OpenSockets {
  readonly bound: Endpoint;
  close(): Promise<void>;
}

/** Opens what the transport listens with, all at one port. */
export async function openListeners(options: OpenOptions): Promise<OpenSockets | { readonly problem: Problem }> {
  const { place, plan, settings, answer, failed, nowMs, metrics } = options;
  const proxies = (): ListenerSettings["proxies"] => settings().proxies;
  const shedding = (): ListenerSettings["shedding"] => settings().shedding;
  const counting = metrics === undefined ? {} : { metrics };
  const common = { place, server: plan.label, answer, failed, nowMs, proxies, shedding, ...counting };
  const opened = await openAll({ transport: plan.transport, options: common, settings });
  if ("error" in opened) return { problem: problemOf(plan, opened) };
  return {
    bound: { address: place.address === "" ? "::" : place.address, port: opened[0]?.bound.port ?? place.port },
    close: async () => {
      await Promise.all(opened.map((listener) => listener.close()));
    },
  };
}

function problemOf({ address, port, at }: ListenerPlan, { network, method, error }: NotOpened): Problem {
  const message = `${method}: ${listenErrorText(network, joinHostPort(address, port), error)}`;
  return { code: "listen", severity: "error", cause: "here", message, range: at };
}
