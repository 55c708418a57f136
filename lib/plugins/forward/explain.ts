/** Puts into words whom forward asked and why it took what came, for those who watch. */

import type { Endpoint } from "../../chain/arrival.ts";
import type { Query } from "../../chain/query.ts";
import { canonicalHost, isLoopback, reaches } from "../../chain/reaches.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Why } from "../../explanation/why.ts";
import type { Sentence } from "../../explanation/words.ts";
import { joinHostPort, splitHostPort } from "../../go/net.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { UpstreamReply } from "./reply.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Upstream } from "./upstream.ts";
import { words } from "./words.ts";

/** Where this server is, so that an upstream can be told that is no other. */
export interface OwnPlaces {
  /** The listeners of the block; an empty address is every one of the machine's. */
  readonly listeners: () => readonly Endpoint[];
  /** Addresses of the machine's interfaces. */
  readonly addresses: () => readonly string[];
}

/** An upstream that is asked. */
export interface AskedUpstream {
  readonly query: Query;
  readonly upstream: Upstream;
  readonly own: OwnPlaces;
  readonly settings: ForwardSettings;
}

/** Notes what is to be told of an upstream before it replies: that it is this server, and that TCP is used. */
export function noteAsking(asked: AskedUpstream, why: Why): void {
  const { query, upstream, settings } = asked;
  const listener = ownListener(asked);
  if (listener !== undefined) {
    const { qname, arrival } = query;
    const facts = { upstream: upstream.name, listener, qname, qtype: rrtypeName(query.qtype) };
    why.note(listener === arrival.server ? words.thisListener(facts) : words.ownListener(facts));
  }
  const isLikeClient = upstream.transport === "dns" && !settings.forceTcp && !settings.preferUdp;
  if (isLikeClient && query.protocol === "tcp") why.note(words.overTcp());
}

/** Notes why an upstream gave no reply, as far as there is more to say than CoreDNS does. */
export function noteFailure(error: Error, asked: AskedUpstream, why: Why): void {
  const { upstream } = asked;
  const { name } = upstream;
  if (!(error instanceof ExchangeError)) return;
  const certificate = certificateNote(error, upstream);
  if (certificate !== undefined) why.note(certificate);
  else if (error.kind === "timeout") {
    const facts = { upstream: name, milliseconds: upstream.replyTimeoutMs };
    why.note(upstream.transport === "https" ? words.waitedHttps(facts) : words.waited(facts));
  } else if (error.kind === "refused") {
    const facts = { upstream: name };
    why.note(isLoopback(hostOf(name)) ? words.nobodyLocal(facts) : words.nobodyListens(facts));
  }
  const [file] = asked.settings.files;
  if (file !== undefined) why.note(words.readAtStart({ file }));
}

/** What to say of a name that a certificate does not have; undefined when that is not what went wrong. */
function certificateNote({ message }: ExchangeError, { name, serverName }: Upstream): Sentence | undefined {
  if (!message.includes("failed to verify certificate")) return undefined;
  if (serverName === undefined && message.includes("doesn't contain any IP SANs"))
    return words.noServerName({ upstream: name });
  if (serverName === undefined || !message.includes(`, not ${serverName}`)) return undefined;
  return words.wrongServerName({ upstream: name, wanted: serverName });
}

/** States that nobody replied because the upstream that was asked last is this server; nothing for any other. */
export function explainCircle(asked: AskedUpstream, error: string, why: Why): void {
  const listener = ownListener(asked);
  if (listener === undefined) return;
  const upstream = asked.upstream.name;
  why.because("failed", words.circleFailed({ upstream, listener, error }), { upstream });
}

/** A reply that is taken, and the upstreams that might have been asked instead. */
export interface TakenReply extends AskedUpstream {
  readonly reply: UpstreamReply;
  readonly upstreams: readonly Upstream[];
}

/** Notes what there is to say of a reply that goes to the client. */
export function noteTaken(taken: TakenReply, why: Why): void {
  const { upstream, settings, reply, upstreams } = taken;
  const { name } = upstream;
  if (reply.truncated) why.note(words.truncated({ upstream: name }));
  const listener = reply.rcode === Rcode.SERVFAIL ? ownListener(taken) : undefined;
  if (listener !== undefined) {
    const facts = { upstream: name, listener, rcode: rcodeText(reply.rcode) };
    why.because("answered", words.circleAnswered(facts), { upstream: name });
  }
  if (reply.rcode === Rcode.NOERROR || upstreams.length < 2) return;
  const rcode = rcodeText(reply.rcode);
  const others = othersText(upstreams.filter((other) => other !== upstream));
  const facts = { policy: `policy ${settings.policy}`, count: upstreams.length, others, rcode };
  why.note(words.othersNotAsked(facts));
}

const MOST_OTHERS = 4;

function othersText(others: readonly Upstream[]): string {
  const shown = others.slice(0, MOST_OTHERS).map(({ name }) => name);
  const more = others.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** The listener of the own block to which an upstream's address leads. */
function ownListener({ upstream, own }: AskedUpstream): string | undefined {
  const there = splitHostPort(upstream.name);
  if (!there.ok) return undefined;
  const endpoint = { address: there.host, port: Number(there.port) };
  const addresses = own.addresses();
  const listener = own.listeners().find((one) => reaches(endpoint, one, addresses));
  return listener === undefined ? undefined : `dns://${joinHostPort(listener.address, listener.port)}`;
}

function hostOf(text: string): string {
  const split = splitHostPort(text);
  return split.ok ? canonicalHost(split.host) : text;
}
