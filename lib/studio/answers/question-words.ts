/** The rarer parts of a question in a few words: what the button of the options says. */
import { INITIAL_QUESTION, type QuestionState } from "./question-slice.ts";

/** `EDNS 1232`, and whatever is not as it is at first. */
export function optionsInWords(question: QuestionState): string {
  const { ednsSize, dnssecOk, listener, recursionDesired, authenticData, checkingDisabled, retryOverTcp, times } =
    question;
  const words: readonly (string | false)[] = [
    ednsSize === undefined && !dnssecOk ? "no EDNS" : `EDNS ${ednsSize ?? INITIAL_QUESTION.ednsSize}`,
    dnssecOk && "DO",
    question.class !== INITIAL_QUESTION.class && `class ${question.class}`,
    listener !== "" && `at ${listener}`,
    !recursionDesired && "no RD",
    authenticData && "AD",
    checkingDisabled && "CD",
    retryOverTcp && "TCP when truncated",
    times > 1 && `×${times}`,
  ];
  return words.filter((word) => word !== false).join(", ");
}
