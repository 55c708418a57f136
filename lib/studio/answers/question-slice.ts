/** The question as it stands in the query bar, before it is asked. */
import type { AskRequest } from "../../api/ask.ts";
import type { AskTransport } from "../../api/ask-transport.ts";
import type { SliceContext } from "../slice.ts";

export interface QuestionState {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly transport: AskTransport;
  /** The UDP payload size in octets; undefined sends no OPT record. */
  readonly ednsSize: number | undefined;
  readonly dnssecOk: boolean;
  /** Empty: the loopback address that the question is really sent from. */
  readonly clientAddress: string;
  /** Empty: the first DNS listener. */
  readonly listener: string;
  readonly recursionDesired: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  readonly retryOverTcp: boolean;
  /** How often it is asked; more than once gives a distribution. */
  readonly times: number;
}

export const INITIAL_QUESTION: QuestionState = {
  name: "",
  type: "A",
  class: "IN",
  transport: "udp",
  ednsSize: 1232,
  dnssecOk: false,
  clientAddress: "",
  listener: "",
  recursionDesired: true,
  authenticData: false,
  checkingDisabled: false,
  retryOverTcp: false,
  times: 1,
};

/** How often a question may be asked at one go. */
export const TIMES = [1, 10, 25, 100] as const;

export interface QuestionActions {
  editQuestion(fields: Partial<QuestionState>): void;
}

/** The question as the API takes it. DO needs an OPT record, so it brings one along. */
export function toAskRequest(question: QuestionState, id: string): AskRequest {
  const size = question.ednsSize ?? (question.dnssecOk ? 1232 : undefined);
  return {
    id,
    name: question.name,
    type: question.type,
    class: question.class,
    transport: question.transport,
    flags: {
      recursionDesired: question.recursionDesired,
      authenticData: question.authenticData,
      checkingDisabled: question.checkingDisabled,
    },
    retryOverTcp: question.retryOverTcp,
    ...(size === undefined ? {} : { edns: { size, dnssecOk: question.dnssecOk } }),
    ...(question.clientAddress === "" ? {} : { clientAddress: question.clientAddress }),
    ...(question.listener === "" ? {} : { listener: question.listener }),
  };
}

/** Makes the query bar's actions. */
export function createQuestionActions({ patch }: SliceContext): QuestionActions {
  return { editQuestion: (fields) => patch("question", fields) };
}
