import { describe, expect, test } from "vitest";
import type { AskReply } from "../../api/ask.ts";
import { SERVING } from "../_test/engine-info.ts";
import { EXPLANATION } from "../_test/explanation.ts";
import type { Answer } from "./answers-slice.ts";
import { compareAnswers, isSameAnswer } from "./compare-answers.ts";
import { readHistory, writeHistory } from "./kept-history.ts";
import { INITIAL_QUESTION } from "./question-slice.ts";

const record = (rdata: string) => ({ name: "www.example.org.", ttlSeconds: 30, class: "IN", type: "A", rdata });

function answer(id: string, addresses: readonly string[], configuration = "0123456789abcdef"): Answer {
  const reply: AskReply = {
    asked: { name: "www.example.org.", type: "A", class: "IN", wireHex: "00" },
    listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 53 } },
    received: {
      kind: "reply",
      message: {
        id: 1,
        opcode: "QUERY",
        rcode: "NOERROR",
        flags: ["qr"],
        question: [{ name: "www.example.org.", type: "A", class: "IN" }],
        answer: addresses.map(record),
        authority: [],
        additional: [],
      },
      sizeBytes: 45,
      wireHex: "00",
      transport: "udp",
      tookMs: 0.4,
      text: "",
    },
    explanation: { ...EXPLANATION, configuration },
    engine: SERVING,
  };
  const question = { ...INITIAL_QUESTION, name: "www.example.org" };
  return { id, question, askedAtMs: 1000, state: "done", reply };
}

describe("two answers", () => {
  const [before, after] = [
    answer("a", ["192.0.2.1", "192.0.2.2"]),
    answer("b", ["192.0.2.2", "192.0.2.3"], "fedcba98"),
  ];
  test("differ in what differs", () => {
    const { facts, records } = compareAnswers(before, after);
    expect(facts.filter(({ isSame }) => !isSame)).toEqual([
      { label: "Configuration", left: "0123456", right: "fedcba9", isSame: false },
    ]);
    expect(records.map(({ text, side }) => `${side} ${text.split(" ")[2]}`)).toEqual([
      "left 192.0.2.1",
      "both 192.0.2.2",
      "right 192.0.2.3",
    ]);
  });
  test("are the same in any order, whoever's configuration they are", () => {
    expect(isSameAnswer(before, after)).toBe(false);
    expect(isSameAnswer(before, answer("c", ["192.0.2.2", "192.0.2.1"], "fedcba98"))).toBe(true);
  });
});

describe("the history that is kept", () => {
  const list = [answer("b", ["192.0.2.2"]), answer("a", ["192.0.2.1"])];
  test("comes back as it was, without what had not ended", () => {
    const working: Answer = { id: "c", question: INITIAL_QUESTION, askedAtMs: 1, state: "working" };
    expect(readHistory(writeHistory([working, ...list]))).toEqual(list);
  });
  test("leaves out what is not ours", () => {
    const text = JSON.stringify({ format: 1, answers: [{ id: 7 }, ...list] });
    expect(readHistory(text)).toEqual(list);
    for (const other of [null, "", "{", '{"format":2,"answers":[]}', "[]"]) expect(readHistory(other)).toEqual([]);
  });
  test("is as long as there is room for, the newest first", () => {
    const long = Array.from({ length: 3 }, (_, at) =>
      answer(
        `${at}`,
        Array.from({ length: 5000 }, () => "192.0.2.1"),
      ),
    );
    expect(readHistory(writeHistory(long)).map(({ id }) => id)).toEqual(["0", "1"]);
  });
});
