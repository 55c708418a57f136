/** One of many runs of a question, out of what came back. */

import type { OneRun } from "../explanation/distribution.ts";
import type { Explanation } from "../explanation/explanation.ts";
import type { Received } from "./ask.ts";

/** The run; records without owner and TTL, which both may change from one run to the next without any meaning. */
export function runOf(received: Received, explanation: Explanation | undefined): OneRun {
  if (received.kind === "nothing") return { rcode: "", records: [], explanation };
  const { rcode, answer } = received.message;
  return { rcode, records: answer.map(({ type, rdata }) => `${type} ${rdata}`), explanation };
}
