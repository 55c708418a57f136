/**
 * Questions of watched queries on their way to upstreams. When one arrives at a listener of the same engine it is watched
 * as well, and its explanation goes into the step that asked. A question is told from others by the end of the connection
 * that it comes from and by the ID of its message.
 */
import type { Arrival } from "../../lib/chain/arrival.ts";
import { decodeQuestion } from "../../lib/dns/wire/decode.ts";
import { WireError } from "../../lib/dns/wire/wire-error.ts";
import type { Follow } from "../../lib/explanation/watch.ts";
import type { QuestionSource } from "../../lib/explanation/why.ts";

/** Questions that change with each round of a circle are watched for so many rounds. */
const MAX_ROUNDS = 8;

/** A question that is on its way to a listener of this engine. */
interface Asked {
  readonly asked: Parameters<Follow>[1];
  /** What was asked where before that, the first first. */
  readonly way: readonly string[];
}

/** A question that arrived. */
export interface Followed extends Asked {
  /** True when the same was asked at this listener before: it goes in a circle. */
  readonly isRepeated: boolean;
}

/** Where a question is. */
export interface Here {
  /** The message, as it came. */
  readonly bytes: Uint8Array;
  readonly listener: string;
}

/** What one watched query follows. */
export interface Following {
  readonly follow: Follow;
  /** What has not arrived by now never will. */
  end(): void;
}

export class FollowedQuestions {
  readonly #waiting = new Map<string, Asked>();

  /** Begins to follow the questions of a query, itself one of another's or not; undefined when it is nested too deep. */
  begin(here: Here, followed: Followed | undefined): Following | undefined {
    const way = [...(followed?.way ?? []), stationOf(here)];
    if (way.length > MAX_ROUNDS) return undefined;
    const keys = new Set<string>();
    return {
      follow: (source, asked) => {
        const key = keyOf(source);
        keys.add(key);
        this.#waiting.set(key, { asked, way });
      },
      end: () => {
        for (const key of keys) this.#waiting.delete(key);
      },
    };
  }

  /** The question that arrives is one of them, or it is not. */
  arrived(here: Here, { client, transport }: Arrival): Followed | undefined {
    if (this.#waiting.size === 0 || transport === "https" || transport === "https3" || transport === "quic")
      return undefined;
    const { bytes } = here;
    const key = keyOf({ ...client, transport, id: ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0) });
    const asked = this.#waiting.get(key);
    this.#waiting.delete(key);
    return asked && { ...asked, isRepeated: asked.way.includes(stationOf(here)) };
  }
}

function keyOf({ transport, address, port, id }: QuestionSource): string {
  return `${transport} ${address} ${port} ${id}`;
}

/** What is asked where; of a message that cannot be read only where. */
function stationOf({ bytes, listener }: Here): string {
  try {
    const { name = "", type, class: qclass } = decodeQuestion(bytes)?.question ?? {};
    return `${listener} ${name.toLowerCase()} ${type} ${qclass}`;
  } catch (error) {
    return WireError.caught(error) && listener;
  }
}
