/** The world that an engine is hosted in: what its configuration sees, and where it really listens. */
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { Log } from "../../../lib/ports/log.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import type { Conditions } from "../conditions/conditions.ts";
import type { PortPreference, Snapshot } from "../engine.ts";
import type { EngineSource, OpenListener, WantedListener } from "../instance.ts";

/** A configuration in its world, and what is wrong with the settings beside it. */
export interface Surrounded {
  readonly source: EngineSource;
  readonly problems: readonly Problem[];
  /** The hash over what was read of it so far, where the world keeps one. */
  identity(): string | undefined;
}

/** Where listeners go from now on; what is left out stays as it is. */
export interface Places {
  readonly ports: PortPreference | undefined;
  /** The place of each listener, by its label. */
  readonly places: Readonly<Record<string, Socket>> | undefined;
}

export interface World {
  /** Which ports listeners are on; undefined where that is not for whoever runs it to choose. */
  readonly ports: PortPreference | undefined;
  /** Whether every query is told of, and some explained, without an order. */
  readonly isWatched: boolean;
  /** Whether a Corefile that is not there is CoreDNS's default, at the first start. */
  readonly servesDefault: boolean;
  /** Whether the end by the engine's own words is that of the process: nothing is stopped before. */
  readonly endsAtOnce: boolean;
  /** What may be made to happen; undefined where it serves in earnest. */
  readonly conditions: Conditions | undefined;
  surround(snapshot: Snapshot, log: Log): Promise<Surrounded>;
  placeAt(places: Places): void;
  place(listener: WantedListener): Promise<Socket>;
  /** Forgets the places of other listeners. */
  keepOnly(listeners: readonly OpenListener[]): void;
  /** What plugins have opened beside. */
  others(): readonly Listener[];
  /** `changed` is called when something that plugins have opened is closed. */
  onChange(changed: () => void): void;
  /** `hear` is told of each question to an upstream for which nothing stands. */
  onNoFixture(hear: (question: string) => void): void;
}
