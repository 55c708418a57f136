/** Who and what the server is, asked in class CH (RFC 4892 section 2; CoreDNS, plugin chaos). */
import type { Handler } from "../../chain/handler.ts";
import { answered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Why } from "../../explanation/why.ts";
import type { Random } from "../../ports/random.ts";
import { words } from "./words.ts";

const NAME = "chaos";

/** What chaos tells. Texts of at most 255 octets each. */
export interface ChaosAnswers {
  readonly version: string;
  readonly authors: readonly string[];
  readonly hostname: string;
}

/** A handler that answers TXT questions of class CH about version, authors and host, and passes on all else. */
export function createChaos(answers: ChaosAnswers, random: Random): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      const texts =
        query.qclass === Class.CH && query.qtype === RRType.TXT ? textsFor(query, answers, random) : undefined;
      if (why !== undefined) explain(query, why);
      if (texts === undefined) return next(query);
      const answer = texts.map((text) => ({
        name: query.originalName,
        type: RRType.TXT,
        class: Class.CH,
        ttl: 0,
        rdata: { kind: "TXT" as const, texts: [text] },
      }));
      return answered(NAME, Reply.of(replyTo(query.request, { answer })));
    },
  };
}

function textsFor(query: Query, answers: ChaosAnswers, random: Random): readonly string[] | undefined {
  switch (query.qname as string) {
    case "authors.bind.":
      return shuffled(answers.authors, random);
    case "version.bind.":
    case "version.server.":
      return [answers.version];
    case "hostname.bind.":
    case "id.server.":
      return [answers.hostname];
    default:
      return undefined;
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = items.map((item) => ({ item, key: random.fraction() }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function explain(query: Query, why: Why): void {
  const qname = query.qname;
  if (query.qclass !== Class.CH || query.qtype !== RRType.TXT) {
    why.because("not in scope", words.otherClass());
  } else if ((qname as string) === "authors.bind.") why.because("answered", words.authors());
  else if (qname.startsWith("version.")) why.because("answered", words.version({ qname }));
  else if (/^(hostname\.bind|id\.server)\.$/.test(qname)) why.because("answered", words.hostname({ qname }));
  else why.because("passed", words.otherName({ qname }));
}
