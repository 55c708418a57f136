/** The question of a test as one that may be asked of another configuration. */
import { questionOf } from "../dns-tests/question.ts";
import { TESTS_FILE } from "../dns-tests/schema.ts";
import type { PlacedTest } from "../dns-tests/test-file.ts";
import type { PlacedQuestion } from "./placed-question.ts";

/** The question; none for a test whose question is wrong, or that a pod's resolver asks. */
export function questionOfTest(test: PlacedTest): readonly PlacedQuestion[] {
  const request = questionOf(test);
  if ("error" in request || test.as !== undefined) return [];
  const { name, type, class: qclass, clientAddress } = request;
  const [port] = /\d+$/.exec(String(test.at ?? "")) ?? [];
  return [
    {
      name,
      type: type.toUpperCase(),
      source: `${TESTS_FILE}:${test.line}`,
      ...(qclass === "IN" ? {} : { class: qclass }),
      ...(clientAddress === undefined ? {} : { from: clientAddress }),
      ...(test.via === undefined ? {} : { via: test.via }),
      ...(test.do === undefined ? {} : { do: test.do }),
      ...(port === undefined ? {} : { port }),
    },
  ];
}
