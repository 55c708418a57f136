/** Opens the sockets of a listener; what the system refuses becomes a problem in CoreDNS's words. */

import type { Endpoint } from "../../lib/chain/query.ts";
import { joinHostPort, type ListenerPlan } from "../../lib/set-up/listeners.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { listenErrorText } from "../host/listen-error.ts";
import type { Answerer, Listener } from "../listeners/listener.ts";
import { listenTcp } from "../listeners/tcp.ts";
import type { ConnectionLimits } from "../listeners/tcp-connection.ts";
import { listenUdp } from "../listeners/udp.ts";

/** What to open, and who answers. */
export interface OpenOptions {
  /** Where to really listen. */
  readonly place: Endpoint;
  readonly plan: ListenerPlan;
  readonly limits: () => ConnectionLimits;
  readonly answer: Answerer;
  readonly failed: (error: unknown) => void;
  readonly nowMs: () => number;
}

/** The sockets of one listener. */
export interface OpenSockets {
  readonly bound: Endpoint;
  close(): Promise<void>;
}

/** Opens TCP and UDP at one port, TCP first as CoreDNS does; with port 0 UDP takes the port that TCP got. */
export async function openListeners(options: OpenOptions): Promise<OpenSockets | { readonly problem: Problem }> {
  const { place, plan, limits, answer, failed, nowMs } = options;
  const common = { server: plan.label, answer, failed, nowMs };
  let tcp: Listener | undefined;
  try {
    tcp = await listenTcp({ ...common, place }, limits);
    const udp = await listenUdp({ ...common, place: { address: place.address, port: tcp.bound.port } });
    const opened = tcp;
    return {
      bound: { address: place.address === "" ? "::" : place.address, port: opened.bound.port },
      close: async () => {
        await Promise.all([opened.close(), udp.close()]);
      },
    };
  } catch (error) {
    await tcp?.close();
    return { problem: problemOf(plan, tcp === undefined ? "tcp" : "udp", error) };
  }
}

function problemOf({ address, port, at }: ListenerPlan, network: "tcp" | "udp", error: unknown): Problem {
  const reason = listenErrorText(
    network,
    joinHostPort(address, port),
    error instanceof Error ? error : new Error(String(error)),
  );
  const message = `${network === "tcp" ? "Listen" : "ListenPacket"}: ${reason}`;
  return { code: "listen", severity: "error", cause: "here", message, range: at };
}
