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
  readonly ports: Pick<LoopbackPorts, "find">;
}

/** Puts the jail around `base`. */
export function jailStreams(base: Streams, { root, allowed, ports }: JailedStreamsOptions): Streams {
  const sockets = new JailedSockets({ root, allowed });
  return {
    async connect(place, timeoutMs) {
      if (place.network !== "unix") return base.connect({ ...place, ...ports.find(place, "tcp") }, timeoutMs);
      const path = sockets.real(place.path);
      if (path !== undefined) return base.connect({ network: "unix", path }, timeoutMs);
      throw new StreamError("other", `dial unix ${place.path}: ${OUTSIDE}`);
    },
  };
}
