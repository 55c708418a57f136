/** Explanations for tests, out of few words. */
import { onLine } from "../../chain/_test/serving.ts";
import type { Explanation, Step, Verdict } from "../explanation.ts";

/** A step with the steps inside of it. */
export function stepOf(plugin: string, verdict: Verdict, more: Partial<Step> & { readonly says?: string } = {}): Step {
  const { says = `${plugin} ${verdict}`, ...fields } = more;
  const reason = { code: `${plugin}.said`, facts: {}, sentence: says };
  return { plugin, at: onLine(1), verdict, reason, notes: [], tookMicros: 1, steps: [], ...fields };
}

/** The explanation of `www.example.org A` with these steps. */
export function explanationOf(steps: readonly Step[], more: Partial<Explanation> = {}): Explanation {
  return {
    inWords: "Found in zones/db.example.org:13.",
    question: { name: "www.example.org.", type: "A", class: "IN" },
    client: { address: "192.0.2.7", port: 4242, transport: "udp" },
    listener: "dns://:53",
    dispatch: [{ zone: "example.org.", at: onLine(1), match: "longest match" }],
    steps,
    notReached: [],
    reply: { rcode: "NOERROR", answers: 1, sent: true },
    tookMicros: 40,
    ...more,
  };
}
