/** Why kubernetes has, or does not have, what a query asks for: told to those who watch. */
import type { Query } from "../../chain/query.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import { addressOfReverseName } from "../../dns/name/reverse.ts";
import type { Why } from "../../explanation/why.ts";
import { type Sentence, sentenceText } from "../../explanation/words.ts";
import { isHeadless, type Service } from "../../kubernetes/objects.ts";
import type { BackendQuestion } from "../../plugin-kit/backend.ts";
import type { BackendRecords } from "../../plugin-kit/backend-records.ts";
import type { Range } from "../../text/position.ts";
import type { AskedName } from "./asked-name.ts";
import type { KubernetesBackend } from "./backend.ts";
import { podAddress } from "./find.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";
import { words } from "./words.ts";

/** What was asked, and what came of it. */
export interface Explained {
  readonly query: Query;
  readonly question: BackendQuestion;
  readonly backend: KubernetesBackend;
  readonly found: BackendRecords;
  /** True when the query goes on to the next plugin. */
  readonly through: boolean;
  readonly why: Why;
}

/** A sentence, and the line of the manifest that it is about. */
interface Reason {
  readonly sentence: Sentence;
  readonly rule?: Range | undefined;
}

/** How a name that is missing ends: the names of addresses are often those of somebody else. */
function endOf({ qname }: Query): typeof words.ends {
  return addressOfReverseName(qname) === undefined ? words.ends : words.endsReverse;
}

/** States the verdict. */
export function explain(sources: KubernetesSources, settings: KubernetesSettings, explained: Explained): void {
  const { query, question, backend, found, through, why } = explained;
  const asked = backend.asked(query.qname, question.zone);
  const context: Context = { sources, settings, query, asked };
  if (found.kind === "records") {
    const { sentence, rule } = whatIsThere(context, found);
    why.because("answered", sentence, { rule });
    return;
  }
  const { sentence, rule } = whatIsMissing(context);
  const reason = sentenceText(sentence);
  if (through) why.because("fell through", words.fallsThrough({ reason }), { rule });
  else if (sources.cluster.hasSynced()) why.because("answered", endOf(query)({ reason }), { rule });
  else why.because("answered", words.unsynced());
}

interface Context {
  readonly sources: KubernetesSources;
  readonly settings: KubernetesSettings;
  readonly query: Query;
  readonly asked: AskedName | undefined;
}

function whatIsThere(
  { sources, settings, query, asked }: Context,
  found: Extract<BackendRecords, { kind: "records" }>,
): Reason {
  const { qname } = query;
  const [first] = found.answer;
  const address = addressOfReverseName(qname);
  if (address !== undefined && first?.rdata.kind === "PTR")
    return { sentence: words.pointer({ address, target: first.rdata.target }) };
  if (asked === undefined)
    return { sentence: first?.rdata.kind === "TXT" ? words.schema() : words.nameServer({ qname }) };
  if (asked.kind === "" || asked.service === "") return { sentence: words.zone({ qname }) };
  if (asked.kind === "pod") return { sentence: podSentence(settings, asked, qname) };
  const service = sources.cluster.service(asked.service, asked.namespace);
  const named = nameOf(asked);
  if (service === undefined) return { sentence: words.imported({ service: named }) };
  const rule = service.at;
  if (found.answer.length === 0) return { sentence: words.otherType({ qname, qtype: rrtypeName(query.qtype) }), rule };
  if (asked.endpoint !== "") return { sentence: words.endpoint({ qname, service: named }), rule };
  const onlyAlias = found.answer.every(({ type }) => type === RRType.CNAME) && query.qtype !== RRType.CNAME;
  if (service.type === "ExternalName" && onlyAlias)
    return {
      sentence: words.externalAlone({
        service: named,
        target: service.externalName,
        qtype: rrtypeName(query.qtype),
      }),
      rule,
    };
  return { sentence: serviceSentence(service, named, found.answer.length), rule };
}

function podSentence({ podMode }: KubernetesSettings, { service: label }: AskedName, qname: string): Sentence {
  return podMode === "insecure" ? words.insecurePod({ qname }) : words.pod({ qname, address: podAddress(label) });
}

function serviceSentence(service: Service, named: string, count: number): Sentence {
  if (service.type === "ExternalName") return words.externalName({ service: named, target: service.externalName });
  if (isHeadless(service)) return words.headless({ service: named, count });
  return words.service({ service: named, addresses: service.clusterIps.join(", ") });
}

function whatIsMissing({ sources, settings, query, asked }: Context): Reason {
  const { cluster } = sources;
  const address = addressOfReverseName(query.qname);
  if (address !== undefined) return { sentence: words.noPointer({ address }) };
  if (asked === undefined) return { sentence: words.unknownShape({ qname: query.qname }) };
  const { namespace } = asked;
  if (settings.namespaces.size > 0 && !settings.namespaces.has(namespace))
    return { sentence: words.hiddenNamespace({ namespace }) };
  if (!cluster.hasNamespace(namespace)) return { sentence: words.noNamespace({ namespace }) };
  if (asked.kind === "pod") return missingPod(settings, asked);
  const service = cluster.service(asked.service, namespace);
  if (service === undefined) return { sentence: words.noService({ namespace, service: asked.service }) };
  const named = nameOf(asked);
  const rule = service.at;
  if (asked.endpoint !== "") return { sentence: words.noEndpoint({ service: named, endpoint: asked.endpoint }), rule };
  if (asked.port !== "" || asked.protocol !== "") {
    const { port, protocol } = asked;
    return { sentence: words.noPort({ service: named, port, protocol }), rule };
  }
  if (service.type === "ExternalName")
    return { sentence: words.externalAddress({ service: named, target: service.externalName }), rule };
  const sentence = isHeadless(service) ? words.noEndpoints({ service: named }) : words.emptyService({ service: named });
  return { sentence, rule };
}

function missingPod({ podMode }: KubernetesSettings, { service: label, namespace }: AskedName): Reason {
  if (podMode === "disabled") return { sentence: words.podsDisabled() };
  if (podMode === "insecure") return { sentence: words.noAddress({ label }) };
  return { sentence: words.noPod({ namespace, address: podAddress(label) }) };
}

function nameOf({ service, namespace }: AskedName): string {
  return `${namespace}/${service}`;
}
