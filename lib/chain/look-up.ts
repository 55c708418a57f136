/** Questions that a plugin asks the server itself, to follow an alias (CoreDNS, pkg/upstream). */
import { Class } from "../dns/iana/class.ts";
import type { Message } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import type { Query } from "./query.ts";
import type { Block } from "./setup.ts";

/** What is asked. */
export interface InnerQuestion {
  readonly name: Name;
  readonly type: number;
  /** How many look-ups lead there; as many as to the query without it. CoreDNS counts those of file and rewrite only. */
  readonly depth?: number;
}

/**
 * Asks the server for a name in class IN as the client of `query` would, with its flags and EDNS. Gives the reply, fitted
 * to the client's size; undefined when nothing would be sent.
 */
export function lookUp(
  block: Block,
  query: Query,
  { name, type, depth }: InnerQuestion,
): Message | undefined | Promise<Message | undefined> {
  const { request } = query;
  const inner = query.withRequest({
    ...request,
    question: [{ name, type, class: Class.IN }, ...request.question.slice(1)],
  });
  inner.depth = depth ?? query.depth;
  return block.lookup(inner);
}
