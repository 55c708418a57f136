/** Sees the probe come in, and ends the server when it comes in again and again (CoreDNS, plugin loop). */
import type { Handler } from "../../chain/handler.ts";
import type { Query } from "../../chain/query.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { isAtOrBelow } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { joinHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { Log } from "../../ports/log.ts";
import type { LoopProbe } from "./probe.ts";
import { words } from "./words.ts";

/** Sightings that are no loop: the probe itself, and one that a client or a retry may have caused. */
const HARMLESS = 2;

/** A handler that counts the probe and passes everything on. */
export function createLoop(probe: LoopProbe, log: Log): Handler {
  return {
    name: "loop",
    serve(query, next, why) {
      if (query.qtype !== RRType.HINFO || !probe.isOn || !isAtOrBelow(query.qname, probe.zone)) {
        if (why !== undefined) explainPassedOn(query, probe, why);
        return next(query);
      }
      if (query.qname === probe.qname) probe.count();
      if (probe.seen > HARMLESS) log.fatal(loopText(query, probe));
      if (why !== undefined) explainSeen(query, probe, why);
      return next(query);
    },
  };
}

function loopText({ arrival }: Query, { target, zone, qname }: LoopProbe): string {
  const client = joinHostPort(arrival.client.address, arrival.client.port);
  const advice = "see https://coredns.io/plugins/loop#troubleshooting";
  return `Loop (${client} -> ${target.text}) detected for zone ${quote(zone)}, ${advice}. Query: "HINFO ${qname}"`;
}

function explainPassedOn({ qtype }: Query, probe: LoopProbe, why: Why): void {
  if (qtype !== RRType.HINFO) why.because("not in scope", words.otherType());
  else if (!probe.isOn) why.because("passed", words.off());
  else why.because("passed", words.otherName({ probe: probe.qname }));
}

function explainSeen({ qname }: Query, probe: LoopProbe, why: Why): void {
  if (probe.seen > HARMLESS) why.because("failed", words.found());
  else if (qname === probe.qname) why.because("passed", words.probe({ times: probe.seen }));
  else why.because("passed", words.otherName({ probe: probe.qname }));
}
