/** Questions that a plugin asks the server itself, to follow an alias (CoreDNS, pkg/upstream). */

import type { Query } from "../chain/query.ts";
import { Class } from "../dns/iana/class.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import type { Message } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import { noteLookUp } from "../explanation/look-up-notes.ts";
import type { Why } from "../explanation/why.ts";
import type { Block } from "../set-up/setup.ts";

/** What is asked. */
export interface InnerQuestion {
  readonly name: Name;
  readonly type: number;
  /** How many look-ups lead there; as many as to the query without it. CoreDNS counts those of file and rewrite only. */
  readonly depth?: number;
  /** Hears what came of it, when the query is watched. */
  readonly why?: Why | undefined;
}

/**
 * Asks the server for a name in class IN as the client of `query` would, with its flags and EDNS. Gives the reply, fitted
 * to the client's size; undefined when nothing would be sent.
 */
export function lookUp(
  block: Block,
  query: Query,
  { name, type, depth, why }: InnerQuestion,
): Message | undefined | Promise<Message | undefined> {
  const { request } = query;
  const inner = query.withRequest({
    ...request,
    question: [{ name, type, class: Class.IN }, ...request.question.slice(1)],
  });
  inner.depth = depth ?? query.depth;
  if (why !== undefined) {
    inner.explained = (explanation) => noteLookUp(why, { name, type: rrtypeName(type) }, explanation);
  }
  return block.lookup(inner);
}
