/** What becomes of a query beside its answer: who listens, and what they are told. */

import type { Arrival } from "../chain/arrival.ts";
import type { Choice } from "../chain/dispatch.ts";
import type { Outcome } from "../chain/outcome.ts";
import type { Query } from "../chain/query.ts";
import type { Reply } from "../chain/reply.ts";
import type { Written } from "../chain/write-stream.ts";
import type { Message } from "../dns/message/message.ts";
import type { StartingPoint, Step } from "./explanation.ts";
import type { Follow } from "./watch.ts";

/** A query that is done. */
export interface ServedQuery {
  /** Undefined when the message could not be read or was not accepted. */
  readonly query: Query | undefined;
  readonly arrival: Arrival;
  readonly choice: Choice | undefined;
  readonly steps: readonly Step[];
  /** The request as the last plugin saw it, when the query was watched. */
  readonly reached?: Message | undefined;
  /** True while it is not done: then the steps are those so far. */
  readonly unfinished?: boolean;
  readonly outcome: Outcome | undefined;
  /** How many plugins of the chain were left out at its start. */
  readonly leftOut: number;
  /** What the client gets, behind what was written of a stream; undefined when nothing was sent. */
  readonly sent: Reply | undefined;
  /** What went out of a stream of messages. */
  readonly written?: Written | undefined;
  readonly tookMicros: number;
}

/** Who listens to one query. */
export interface Listening {
  /** True when each plugin's step is wanted. */
  readonly watched: boolean;
  /** Follows questions that go out to upstreams. */
  readonly follow?: Follow | undefined;
  /** Puts the query to this plugin of its block, past those before it; without such a plugin nothing is left out. */
  readonly startAt?: StartingPoint | undefined;
  /** Told once of a watched query that has begun to wait: how far it has come can be asked until it is done. */
  waits?(soFar: () => ServedQuery): void;
  done(served: ServedQuery): void;
}
