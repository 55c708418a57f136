/** An explanation for tests: a rewritten name that hosts has not and file has. */
import type { Explanation, Step, Verdict } from "../../explanation/explanation.ts";
import type { Range } from "../../text/position.ts";

/** A place at a line of the Corefile. */
export function atLine(line: number, file = "Corefile"): Range {
  const start = { offset: line * 100, line, column: 5 };
  return { file, start, end: { ...start, offset: start.offset + 4, column: 9 } };
}

/** A step with the steps inside of it. */
function stepOf([plugin, line]: readonly [string, number], verdict: Verdict, steps: readonly Step[] = []): Step {
  const sentence = `${plugin} did it.`;
  return {
    plugin,
    at: atLine(line),
    verdict,
    reason: { code: `${plugin}.x`, facts: {}, sentence },
    notes: [],
    tookMicros: 5,
    steps,
  };
}

const hosts: Step = { ...stepOf(["hosts", 5], "fell through", [stepOf(["file", 8], "answered")]), rule: atLine(6) };

/** errors → rewrite → hosts → file; forward is not reached. */
export const EXPLANATION: Explanation = {
  inWords: "Found in db.example.org:8.",
  question: { name: "web.example.org.", type: "A", class: "IN" },
  client: { address: "192.0.2.1", port: 4000, transport: "udp" },
  listener: "dns://:53",
  dispatch: [
    { zone: "example.org.", at: atLine(1), match: "longest match" },
    { zone: ".", at: atLine(12), match: "shorter match" },
  ],
  steps: [stepOf(["errors", 2], "observed", [stepOf(["rewrite", 3], "changed", [hosts])])],
  answeredBy: "file",
  decidedAt: atLine(8),
  notReached: [
    { plugin: "forward", at: atLine(9), because: "file answered before it.", inRequestPath: true },
    { plugin: "health", at: atLine(10), because: "No query passes through it.", inRequestPath: false },
  ],
  reply: { rcode: "NOERROR", answers: 1, sent: true },
  tookMicros: 20,
};
