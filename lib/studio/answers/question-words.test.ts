import { expect, test } from "vitest";
import { INITIAL_QUESTION, type QuestionState } from "./question-slice.ts";
import { optionsInWords } from "./question-words.ts";

const words: readonly (readonly [Partial<QuestionState>, string])[] = [
  [{}, "EDNS 1232"],
  [{ ednsSize: undefined }, "no EDNS"],
  [{ ednsSize: undefined, dnssecOk: true }, "EDNS 1232, DO"],
  [{ ednsSize: 4096, dnssecOk: true, class: "CH" }, "EDNS 4096, DO, class CH"],
  [{ times: 25 }, "EDNS 1232, ×25"],
  [{ listener: "dns://:53", recursionDesired: false }, "EDNS 1232, at dns://:53, no RD"],
  [{ authenticData: true, checkingDisabled: true, retryOverTcp: true }, "EDNS 1232, AD, CD, TCP when truncated"],
];

test.each(words)("%j", (fields, expected) => expect(optionsInWords({ ...INITIAL_QUESTION, ...fields })).toBe(expected));
