/** A log, a dnstap file or a capture that is read in the page: what was asked, what went wrong, and asked again. */
import type { AskAgainReply, AskAgainRequest } from "../../api/ask-again.ts";
import type { DecodedMessage } from "../../traffic/decoded/message-table.ts";
import type { CountedQuestion } from "../../traffic/question-table.ts";
import type { SliceContext } from "../slice.ts";

/** What is read, in pieces, so that a large file is never whole in memory. */
export interface TrafficInput {
  readonly name: string;
  /** Octets, where that is known. */
  readonly size: number | undefined;
  read(): AsyncIterable<Uint8Array>;
}

/** What was read. */
export interface ReadTraffic {
  /** The format, for people. */
  readonly format: string;
  readonly lines: number | undefined;
  /** Queries, each as often as it was asked. */
  readonly asked: number;
  /** The most asked questions. */
  readonly questions: readonly CountedQuestion[];
  readonly questionCount: number;
  readonly messages: readonly DecodedMessage[];
  /** What was left out. */
  readonly notes: readonly string[];
}

/** What a question gets now. */
export type AnswerNow = AskAgainReply["answers"][number];

export interface TrafficState {
  /** Whether it takes the place of the engine's own log. */
  readonly isOpen: boolean;
  readonly phase: "choose" | "reading" | "asking" | "done";
  /** Counts up with each input, so that what is under way knows that it is not wanted any more. */
  readonly turn: number;
  /** What is to be read, until somebody reads it. */
  readonly waiting: TrafficInput | undefined;
  readonly name: string;
  /** How much is done, from 0 to 1; undefined when that is not known. */
  readonly progress: number | undefined;
  readonly read: ReadTraffic | undefined;
  /** By the place of the question. */
  readonly answers: readonly AnswerNow[];
  /** The engine's configuration that gave them. */
  readonly answeredBy: string | undefined;
  readonly failure: string | undefined;
}

export const INITIAL_TRAFFIC: TrafficState = {
  isOpen: false,
  phase: "choose",
  turn: 0,
  waiting: undefined,
  name: "",
  progress: undefined,
  read: undefined,
  answers: [],
  answeredBy: undefined,
  failure: undefined,
};

export interface TrafficActions {
  /** Shows the reader, with something to read or with the choice of it. */
  openTraffic(input?: TrafficInput): void;
  closeTraffic(): void;
  /** Ends what is under way; what came of it so far stays. */
  stopTraffic(): void;
  patchTraffic(fields: Partial<TrafficState>): void;
  /** Rejects with `ApiError`. */
  askTraffic(request: AskAgainRequest): Promise<AskAgainReply>;
}

/** Makes the actions. */
export function createTrafficActions({ api, get, patch }: SliceContext): TrafficActions {
  const next = (): number => get().traffic.turn + 1;
  return {
    openTraffic(input) {
      if (input === undefined) patch("traffic", { isOpen: true });
      else patch("traffic", { ...INITIAL_TRAFFIC, isOpen: true, turn: next(), waiting: input, name: input.name });
    },
    closeTraffic: () => patch("traffic", { ...INITIAL_TRAFFIC, turn: next() }),
    stopTraffic: () =>
      patch("traffic", {
        phase: get().traffic.read === undefined ? "choose" : "done",
        turn: next(),
        waiting: undefined,
      }),
    patchTraffic: (fields) => patch("traffic", fields),
    askTraffic: (request) => api.askAgain(request),
  };
}
