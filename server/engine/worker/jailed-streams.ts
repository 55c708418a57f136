/** Streams of an engine in the studio: to sockets of the workspace and what the user allowed, and to servers as they are. */
import { StreamError, type Streams } from "../../../lib/ports/stream.ts";
import { JailedSockets, OUTSIDE } from "./jailed-sockets.ts";
import type { LoopbackPorts } from "./loopback-ports.ts";

export interface JailedStreamsOptions {
  /** The workspace's real path; relative paths count from here. */
  readonly root: string;
  /** Files and folders outside whose sockets may be used too. */
  readonly allowed: readonly string[];
  /** Where listeners of the same configuration really are. */
  readonly ports: Pick<LoopbackPorts, "find" | "preference">;
}

/** Ports below this need a privilege on most systems. */
const FIRST_FREE_PORT = 1024;
const LOOPBACK = "127.0.0.1";

/** Puts the jail around `base`. Streams of others are taken on loopback, on another port where the wanted one is taken. */
export function jailStreams(base: Streams, { root, allowed, ports }: JailedStreamsOptions): Streams {
  const sockets = new JailedSockets({ root, allowed });
  return {
    async connect(place, timeoutMs) {
      if (place.network !== "unix") return base.connect({ ...place, ...ports.find(place, "tcp") }, timeoutMs);
      const path = sockets.real(place.path);
      if (path !== undefined) return base.connect({ network: "unix", path }, timeoutMs);
      throw new StreamError("other", `dial unix ${place.path}: ${OUTSIDE}`);
    },
    async listen(place, accept) {
      if (place.network === "unix") {
        const path = sockets.real(place.path);
        if (path !== undefined) return base.listen({ network: "unix", path }, accept);
        return { kind: "error", text: `listen unix ${place.path}: ${OUTSIDE}` };
      }
      const any = { ...place, address: LOOPBACK, port: 0 };
      if (ports.preference === "ephemeral" || place.port < FIRST_FREE_PORT) return base.listen(any, accept);
      const listening = await base.listen({ ...any, port: place.port }, accept);
      return "kind" in listening ? base.listen(any, accept) : listening;
    },
  };
}
