/** Who may ask what (CoreDNS, plugin acl): the first rule whose zone, type and network match decides. */

import type { Handler } from "../../chain/handler.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import { ExtendedError } from "../../dns/iana/extended-error.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { contains, type IpNetwork } from "../../go/net.ts";
import { readClient } from "../../plugin-kit/networks.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Range } from "../../text/position.ts";
import { words } from "./words.ts";

const NAME = "acl";
/** The payload size in the OPT record of its own replies. */
const UDP_SIZE = 4096;

type AclAction = "allow" | "block" | "filter" | "drop";

/** A line of a rule. */
export interface AclPolicy {
  readonly action: AclAction;
  /** The QTYPEs that it is about; undefined for all. */
  readonly qtypes: ReadonlySet<number> | undefined;
  readonly networks: readonly IpNetwork[];
  readonly at: Range;
}

/** A use of the directive: zones, and lines of which the first that matches counts. */
export interface AclRule {
  readonly zones: readonly CanonicalName[];
  readonly policies: readonly AclPolicy[];
}

interface Decision {
  readonly action: AclAction;
  readonly zone: CanonicalName;
  readonly at: Range | undefined;
}

/** A handler that blocks, filters, drops or lets through. */
export function createAcl(rules: readonly AclRule[], metrics: Metrics): Handler {
  const counters = countersOf(metrics);
  return {
    name: NAME,
    serve(query, next, why) {
      const decision = decide(query, rules);
      if (why !== undefined) explain(query, decision, why);
      const { server } = query.arrival;
      if (decision === undefined || decision.action === "allow") {
        counters.allow.child(server, query.view).add(1);
        return next(query);
      }
      counters[decision.action].child(server, decision.zone, query.view).add(1);
      return verdictOf(query, decision.action);
    },
  };
}

function decide(query: Query, rules: readonly AclRule[]): Decision | undefined {
  const client = readClient(query.arrival.client.address);
  for (const { zones, policies } of rules) {
    const zone = longestMatch(query.qname, zones);
    if (zone === undefined) continue;
    if (client === undefined) return { action: "block", zone, at: undefined };
    const policy = policies.find(
      ({ qtypes, networks }) =>
        (qtypes === undefined || qtypes.has(query.qtype)) && networks.some((network) => holds(network, client)),
    );
    if (policy !== undefined) return { action: policy.action, zone, at: policy.at };
  }
  return undefined;
}

/** Other than Go's networks, those of CoreDNS's tree never hold an address of the other family, mapped or not. */
function holds(network: IpNetwork, client: Uint8Array): boolean {
  return network.bytes.length === client.length && contains(network, client);
}

function verdictOf(query: Query, action: Exclude<AclAction, "allow">): Outcome {
  if (action === "drop") return { rcode: Rcode.NOERROR, answeredBy: NAME };
  const [rcode, code] =
    action === "block" ? [Rcode.REFUSED, ExtendedError.Blocked] : [Rcode.NOERROR, ExtendedError.Filtered];
  const edns = {
    version: 0,
    udpSize: UDP_SIZE,
    dnssecOk: true,
    z: 0,
    options: [{ code: EdnsOptionCode.EDE, data: Uint8Array.of(code >> 8, code & 0xff) }],
  };
  return answered(NAME, Reply.of(replyTo(query.request, { rcode, edns })));
}

function countersOf(metrics: Metrics) {
  const counter = (what: string, help: string, labels: readonly string[]) =>
    metrics.counter({
      name: `coredns_acl_${what}_requests_total`,
      help: `Counter of DNS requests being ${help}.`,
      labels,
    });
  const labels = ["server", "zone", "view"];
  return {
    allow: counter("allowed", "allowed", ["server", "view"]),
    block: counter("blocked", "blocked", labels),
    filter: counter("filtered", "filtered", labels),
    drop: counter("dropped", "dropped", labels),
  };
}

function explain(query: Query, decision: Decision | undefined, why: Why): void {
  const client = query.arrival.client.address;
  const qtype = rrtypeName(query.qtype);
  if (decision === undefined) {
    why.because("passed", words.noRule({ client, qtype, qname: query.qname }));
    return;
  }
  const { action, zone, at: rule } = decision;
  if (rule === undefined) why.because("refused", words.unreadable({ client }));
  else if (action === "allow") why.because("passed", words.allowed({ zone, client, qtype }), { rule });
  else {
    const code = action === "block" ? "blocked" : action === "filter" ? "filtered" : "dropped";
    why.because("refused", words[code]({ zone, client, qtype }), { rule });
  }
}
