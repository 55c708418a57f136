/** A question that a plugin asks the server itself: noted, and its steps nested within the step that asked. */
import { expect, test } from "vitest";
import { query, request } from "../chain/_test/messages.ts";
import { answering, onLine, served, serverOf } from "../chain/_test/serving.ts";
import { afterwards, type Handler } from "../chain/handler.ts";
import { readName } from "../dns/name/name.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { explanationOf, stepOf } from "./_test/explanation.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { writeExplanation } from "./explanation-text.ts";
import { noteLookUp } from "./look-up-notes.ts";
import { traceOf } from "./trace.ts";

const inner = explanationOf([stepOf("forward", "answered", { at: onLine(7) })], { answeredBy: "forward" });

/** Answers, and says that it looked up an alias for it. */
const looking: Handler = {
  name: "file",
  serve(asked, next, why) {
    const name = readName("db.example.net.") ?? asked.qname;
    if (why !== undefined) noteLookUp(why, { name, type: "A" }, inner);
    return afterwards(answering("file").serve(asked, next, why), (outcome) => outcome);
  },
};

test("the look-up stands in text, in the trace and in the step", async () => {
  const { server } = serverOf(served("example.org.", [looking]));
  const { arrival } = query(". NS");
  let explanation: Explanation | undefined;
  const listening = {
    watched: true,
    done: (done: Parameters<typeof explain>[1]) => {
      explanation = explain(server, done);
    },
  };
  await server.serve(encodeMessage(request("www.example.org. A")), arrival, { listening });
  if (explanation === undefined) throw new Error("not explained");
  expect(explanation.steps[0]?.askedHere).toEqual([
    { lookUp: "db.example.net. A", listener: "dns://:53", explanation: inner },
  ]);
  const { down, decider } = traceOf(explanation);
  expect(down.map(({ step, depth, isFirst, behind }) => [step.plugin, depth, isFirst, behind?.lookUp])).toEqual([
    ["file", 0, false, undefined],
    ["forward", 1, true, "db.example.net. A"],
  ]);
  expect(decider?.step.plugin).toBe("file");
  expect(writeExplanation(explanation)).toContain("look-up of db.example.net. A");
});
