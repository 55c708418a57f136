/** The question of a test, in the words of the command line. */
import { type AskRequest, askRequestSchema, type CheckedAskRequest } from "../api/ask.ts";
import type { DnsTest } from "./schema.ts";

/** Longer than CoreDNS tries upstreams that do not answer: its SERVFAIL is what counts then. */
const TIMEOUT_MS = 10_000;

/** `www.example.org AAAA CH`: name, type, class; what is wrong with it as text. */
export function questionOf(test: DnsTest): CheckedAskRequest | { readonly error: string } {
  const { ask, from, via, edns, do: dnssecOk = false } = test;
  const [name = "", type, qclass, ...more] = ask.trim().split(/\s+/);
  if (more.length > 0) return { error: `ask takes a name, a type and a class; "${more.join(" ")}" is too much` };
  const size = edns === false ? undefined : edns;
  const opt = edns === false && !dnssecOk ? {} : { edns: { dnssecOk, ...(size === undefined ? {} : { size }) } };
  const request: AskRequest = {
    name,
    timeoutMs: TIMEOUT_MS,
    ...(type === undefined ? {} : { type }),
    ...(qclass === undefined ? {} : { class: qclass }),
    ...(via === undefined ? {} : { transport: via }),
    ...(from === undefined ? {} : { clientAddress: from }),
    ...opt,
  };
  const checked = askRequestSchema.safeParse(request);
  return checked.success ? checked.data : { error: "the name, the type or the class is far too long" };
}
