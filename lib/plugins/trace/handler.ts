/** Traces queries: a span for each, and one for each plugin after this one (CoreDNS, plugin trace). */
import { Context, contextValue } from "../../chain/context.ts";
import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { STEP_WATCH, type StepEnd, untilEnd } from "../../chain/step-watch.ts";
import { Rcode, rcodeName } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Why } from "../../explanation/why.ts";
import type { Range } from "../../text/position.ts";
import { SPAN } from "./api.ts";
import { readB3 } from "./b3.ts";
import type { Reporter } from "./reporter.ts";
import type { TracedSpan, Tracer } from "./tracer.ts";
import { words } from "./words.ts";

const NAME = "trace";
const ROOT_SPAN = "servedns";

/** Which queries are traced. */
export interface TraceSettings {
  /** One in so many; 0 for none. */
  readonly every: number;
  readonly everyAt: Range | undefined;
  readonly url: string;
}

/** What a trace works with. */
export interface TraceParts {
  readonly tracer: Tracer;
  readonly reporter: Pick<Reporter, "lack">;
}

/** A handler that traces one query in so many. */
export function createTrace(settings: TraceSettings, { tracer, reporter }: TraceParts): Handler {
  const { every, everyAt, url } = settings;
  let count = 0;
  return {
    name: NAME,
    serve(query, next, why) {
      const isChosen = every > 0 && ++count % every === 0;
      const isInner = contextValue(query.context, SPAN) !== undefined;
      if (!isChosen || isInner) {
        why?.because("observed", isInner ? words.inner() : every === 0 ? words.none() : words.others({ every }), {
          rule: everyAt,
        });
        return next(query);
      }
      const { arrival } = query;
      const remote = "http" in arrival ? readB3(arrival.http.headers) : undefined;
      const root = tracer.root(ROOT_SPAN, remote);
      const { traceId } = root;
      query.metadata?.set("trace/traceid", () => traceId);
      if (why !== undefined) {
        explain({ root, isRemote: remote?.traceId !== undefined, url }, why);
        if (reporter.lack !== undefined) why.note(words.lacking({ error: reporter.lack }));
      }
      return traced(query, next, root);
    },
    offers: offers(STEP_WATCH.with(stepOf)),
  };
}

/** A span for a plugin, under that which the query is in. */
function stepOf(query: Query, plugin: string): StepEnd | undefined {
  const before = query.context;
  const span = contextValue(before, SPAN)?.child(plugin);
  if (span === undefined) return undefined;
  query.context = Context.with(before, SPAN, span);
  return () => {
    query.context = before;
    span.finish();
  };
}

function traced(query: Query, next: Next, root: TracedSpan): Outcome | Promise<Outcome> {
  const before = query.context;
  query.context = Context.with(before, SPAN, root);
  const end: StepEnd = (outcome) => {
    query.context = before;
    if (outcome !== undefined) addTags(root, query, outcome);
    root.finish();
  };
  return untilEnd(end, () => next(query));
}

function addTags(span: TracedSpan, query: Query, outcome: Outcome): void {
  const { rcode, error } = outcome;
  const replied = wasWritten(rcode) ? (outcome.reply?.message.rcode ?? Rcode.NOERROR) : rcode;
  span.tag("coredns.io/name", query.qname);
  span.tag("coredns.io/type", rrtypeName(query.qtype));
  span.tag("coredns.io/proto", query.protocol);
  span.tag("coredns.io/remote", query.arrival.client.address);
  span.tag("coredns.io/rcode", rcodeName(replied) || String(replied));
  if (error === undefined) return;
  span.tag("error", "true");
  span.annotate("event:error");
  span.annotate(`error.object:${error.text}`);
}

interface Traced {
  readonly root: TracedSpan;
  readonly isRemote: boolean;
  readonly url: string;
}

function explain({ root: { traceId, isSampled }, isRemote, url }: Traced, why: Why): void {
  if (!isSampled) why.because("observed", words.notSampled({ traceId }));
  else why.because("observed", isRemote ? words.ofClient({ traceId, url }) : words.traced({ traceId, url }));
}
