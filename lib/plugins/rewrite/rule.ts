/** What a rule does to a query on its way in, and to the reply on its way out. */
import type { Query } from "../../chain/query.ts";
import type { EdnsOption } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import type { Range } from "../../text/position.ts";
import type { Draft, DraftRecord } from "./draft.ts";
import type { Mode, RuleBody } from "./rule-config.ts";

/** Asks the server for a name in place of the client: the answer that comes back, if one does. */
export type Resolve = (context: ReplyContext, name: string) => Resolved | undefined | Promise<Resolved | undefined>;

/** What a look-up gave. */
export interface Resolved {
  readonly records: readonly DraftRecord[];
  readonly truncated: boolean;
}

/** What a reply is changed with. */
export interface ReplyContext {
  /** The query as the rules left it. */
  readonly query: Query;
  readonly resolve: Resolve;
  readonly why: Why | undefined;
}

/** Changes a reply, for each of its records in turn, the OPT record among them. */
export interface ResponseRule {
  /** `opt` stands for the OPT record. Async only where it must ask the server. */
  apply(draft: Draft, record: DraftRecord | "opt" | undefined, context: ReplyContext): void | Promise<void>;
  /** True for what concerns the message: it counts without any record too. */
  readonly concernsMessage?: boolean;
  /** Takes back what the rule did to the options of the request, which replies without an OPT record repeat. */
  revertOptions?(options: readonly EdnsOption[]): readonly EdnsOption[];
}

/**
 * Changes the request of the query if the rule is for it, and says what is to be done with the reply. Undefined when the
 * rule is not for it, though the request may have got an OPT record even so.
 */
export type Rewrite = (query: Query) => readonly ResponseRule[] | undefined;

/** A rule that runs. */
export interface Rule {
  readonly mode: Mode;
  readonly at: Range;
  readonly kind: RuleBody["kind"];
  /** Code of an EDNS option that replies without an OPT record may repeat from now on. */
  readonly repeatedOption?: number;
  readonly rewrite: Rewrite;
  /** True when the rule's pattern is for a name only as it is without the dot at its end. */
  readonly missesDot?: ((name: string) => boolean) | undefined;
}
