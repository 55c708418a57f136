/**
 * Questions of watched queries on their way to upstreams. When one arrives at a listener of the same engine it is watched
 * as well, and its explanation goes into the step that asked. A question is told from others by the end of the connection
 * that it comes from and by the ID of its message.
 */
import type { Arrival } from "../../lib/chain/arrival.ts";
import type { Follow } from "../../lib/explanation/watch.ts";
import type { QuestionSource } from "../../lib/explanation/why.ts";

/** Questions that go in a circle are watched for so many rounds. */
const MAX_DEPTH = 8;

/** A question that arrived, and how deep it is nested. */
export interface Followed {
  readonly asked: Parameters<Follow>[1];
  readonly depth: number;
}

/** What one watched query follows. */
export interface Following {
  readonly follow: Follow;
  /** What has not arrived by now never will. */
  end(): void;
}

export class FollowedQuestions {
  readonly #waiting = new Map<string, Followed>();

  /** Begins to follow the questions of a query that is nested as deep as told; undefined when that is too deep. */
  begin(depth: number): Following | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    const keys = new Set<string>();
    return {
      follow: (source, asked) => {
        const key = keyOf(source);
        keys.add(key);
        this.#waiting.set(key, { asked, depth: depth + 1 });
      },
      end: () => {
        for (const key of keys) this.#waiting.delete(key);
      },
    };
  }

  /** The question that arrives is one of them, or it is not. */
  arrived(bytes: Uint8Array, { client, transport }: Arrival): Followed | undefined {
    if (this.#waiting.size === 0 || transport === "https" || transport === "https3" || transport === "quic")
      return undefined;
    const key = keyOf({ ...client, transport, id: ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0) });
    const followed = this.#waiting.get(key);
    this.#waiting.delete(key);
    return followed;
  }
}

function keyOf({ transport, address, port, id }: QuestionSource): string {
  return `${transport} ${address} ${port} ${id}`;
}
