/** Answers from templates (CoreDNS, plugin template). */
import type { Handler, Next } from "../../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import type { AliasLookUps } from "./alias-look-ups.ts";
import { Answering } from "./answering.ts";
import type { TemplateData } from "./data.ts";
import { explainAnswer, explainMismatch } from "./explain.ts";
import { match } from "./matching.ts";
import type { TemplateCounters } from "./metrics.ts";
import type { TemplateSettings } from "./settings.ts";
import { words } from "./words.ts";

const NAME = "template";

/** What templates work with. */
export interface TemplateServices {
  readonly counters: TemplateCounters;
  readonly lookUps: AliasLookUps;
  readonly clock: Clock;
}

/** A handler that answers from the first template that is for the query. */
export function createTemplate(templates: readonly TemplateSettings[], services: TemplateServices): Handler {
  const zones = templates.flatMap((template) => template.zones);
  return {
    name: NAME,
    serve(query, next, why) {
      if (longestMatch(query.qname, zones) === undefined) return outside(zones, { query, next, why });
      for (const template of templates) {
        const matching = match(template, query, services.clock);
        if (matching.kind === "matched") why?.uses(template.at);
        if (matching.kind === "matched") return answer(template, matching.data, { query, services, why });
        if (why !== undefined) explainMismatch(template, { query, matching }, why);
        if (matching.kind === "refused") return unanswered(NAME, Rcode.SERVFAIL);
      }
      why?.because("fell through", words.fellThrough({ qname: query.qname }));
      return next(query);
    },
  };
}

interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

function outside(zones: readonly CanonicalName[], { query, next, why }: Asked): Outcome | Promise<Outcome> {
  why?.because("not in scope", words.outside({ qname: query.qname, zones: zones.join(" ") }));
  return next(query);
}

interface Circumstances {
  readonly query: Query;
  readonly services: TemplateServices;
  readonly why: Why | undefined;
}

function answer(
  template: TemplateSettings,
  data: TemplateData,
  { query, services, why }: Circumstances,
): Outcome | Promise<Outcome> {
  services.counters.matched(query, data);
  if (template.rcode === Rcode.SERVFAIL) {
    const { at } = template;
    why?.because("answered", words.servfail({ line: at.start.line, qname: query.qname }), { rule: at });
    return unanswered(NAME, Rcode.SERVFAIL);
  }
  const answering = new Answering(template, data, { query, why, ...services });
  const done = answering.run();
  const finish = (): Outcome => {
    const { failure, looped, message } = answering;
    if (failure !== undefined) return unanswered(NAME, Rcode.SERVFAIL, failure);
    // CoreDNS never replies to such a query, and neither is anything sent here.
    if (looped !== undefined) {
      const ended = looped === "" ? { rcode: Rcode.NOERROR } : unanswered(NAME, Rcode.NOERROR, looped);
      return { ...ended, isEndless: true };
    }
    if (why !== undefined && !answering.lacksRecord) explainAnswer(template, { query, message }, why);
    return answered(NAME, Reply.of(message), template.rcode);
  };
  return done instanceof Promise ? done.then(finish) : finish();
}
