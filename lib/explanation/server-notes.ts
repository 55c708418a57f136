/** What the server did with a query around the plugins, as notes of its explanation. */

import type { Choice, ServedZone } from "../chain/dispatch.ts";
import { VIEW } from "../chain/dispatch-keys.ts";
import type { Query } from "../chain/query.ts";
import type { DnsServer } from "../chain/server.ts";
import { className } from "../dns/iana/class.ts";
import { rcodeText } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { isAtOrBelow } from "../dns/name/name.ts";
import { lineOf } from "../text/line-of.ts";
import { answerNotes } from "./answer-notes.ts";
import { cutNotes } from "./cut-notes.ts";
import type { Note } from "./explanation.ts";
import { listenerNotes, upstreamNotes } from "./listener-notes.ts";
import type { ServedQuery } from "./listening.ts";
import { reasonOf } from "./reason.ts";
import { serverWords } from "./server-words.ts";
import type { Sentence } from "./words.ts";

/** A note in the words of the server. */
export function serverNote(sentence: Sentence): Note {
  return { reason: reasonOf("server", sentence) };
}

/** All notes of a query that is done, in the order of its way. */
export function serverNotes(server: DnsServer, served: ServedQuery): readonly Note[] {
  const { query, sent, choice, steps } = served;
  if (query === undefined) {
    return sent === undefined ? [] : [serverNote(serverWords.turnedAway({ rcode: rcodeText(sent.message.rcode) }))];
  }
  const came = query.withRequest(query.asked);
  const chosen = choice === undefined ? withoutBlock(came) : chosenNotes(server, { came, choice, served });
  const near = choice === undefined ? [] : nearerNotes(server, { came, choice, served });
  return [
    ...listenerNotes(server),
    ...near,
    ...faultNotes(server, came),
    ...chosen,
    ...upstreamNotes(server, steps),
    ...answerNotes(served),
    ...cutNotes(served),
    ...streamNotes(served),
  ];
}

/** How much of a stream went out. */
function streamNotes({ written }: ServedQuery): readonly Note[] {
  if (written === undefined) return [];
  const { messages, records, octets } = written;
  return [serverNote(serverWords.streamed({ messages, records, octets }))];
}

/** Why the server said something before it looked for a block. */
function withoutBlock({ request, qclass }: Query): readonly Note[] {
  if (request.question.length === 0) return [serverNote(serverWords.noQuestion())];
  const isNewer = request.edns !== undefined && request.edns.version !== 0;
  return [
    isNewer ? serverNote(serverWords.badVersion()) : serverNote(serverWords.otherClass({ class: className(qclass) })),
  ];
}

interface Chosen {
  readonly came: Query;
  readonly choice: Choice;
  readonly served: ServedQuery;
}

function chosenNotes(server: DnsServer, { came, choice, served }: Chosen): readonly Note[] {
  if ("refusal" in choice) return [refusalNote(server, came)];
  const notes: Note[] = [];
  const others = server.dispatcher.served.filter(
    (other) => other.chain !== choice.chain && isAtOrBelow(came.qname, other.zone),
  );
  const longer = others.filter(({ zone }) => zone.length > choice.zone.length);
  const { zone } = choice;
  const { qname } = came;
  if (came.qtype === RRType.DS && longer.length > 0)
    notes.push(serverNote(serverWords.parentOfCut({ zone, qname, others: blocksText(longer) })));
  const shorter = others.filter((other) => other.zone.length < zone.length);
  if (shorter.length > 0) notes.push(serverNote(serverWords.alone({ zone, others: blocksText(shorter) })));
  return [
    ...notes,
    ...shadowedNotes(server, choice),
    ...elsewhereNotes(server, { came, zone: choice, served }),
    ...endNotes(choice, served),
  ];
}

/** A block without a view takes all clients, also those for which a later block of the same zone has one. */
function shadowedNotes({ dispatcher: { served } }: DnsServer, choice: ServedZone): readonly Note[] {
  if (choice.filters.length > 0) return [];
  const own = served.findIndex(({ zone, chain }) => zone === choice.zone && chain === choice.chain);
  const later = served.find(({ zone, filters }, at) => at > own && zone === choice.zone && filters.length > 0);
  if (later === undefined) return [];
  const { zone, viewName: view, at } = later;
  return [serverNote(serverWords.shadowed({ own: lineOf(choice.at), zone, view, later: lineOf(at) }))];
}

/** Views for the name whose expressions fail. */
function faultNotes({ dispatcher }: DnsServer, came: Query): readonly Note[] {
  return dispatcher.served.flatMap(({ zone, viewName, chain, filters, at: block }) => {
    if (filters.length === 0 || !isAtOrBelow(came.qname, zone)) return [];
    const link = chain.links.find(({ handler }) => handler.offers?.get(VIEW) !== undefined);
    const fault = link?.handler.offers?.get(VIEW)?.fault?.(came);
    if (fault === undefined) return [];
    return [serverNote(serverWords.viewFails({ view: viewName, zone, line: lineOf(link?.at ?? block), fault }))];
  });
}

function refusalNote({ dispatcher, label }: DnsServer, came: Query): Note {
  const { qname } = came;
  const blocks = dispatcher.served.filter(({ zone }) => isAtOrBelow(qname, zone));
  const [block] = blocks;
  if (block === undefined) return serverNote(serverWords.noBlock({ listener: label, qname }));
  const empty = blocks.find(({ chain }) => chain.links.length === 0);
  if (empty !== undefined) return serverNote(serverWords.noPlugins({ zone: empty.zone, qname }));
  return blocks.every(({ filters }) => filters.length > 0)
    ? serverNote(serverWords.noView({ qname, client: came.arrival.client.address }))
    : serverNote(serverWords.otherOpcode());
}

/** A listener at another port, or of another transport, has a block that fits the name better. */
function nearerNotes({ label, neighbours }: DnsServer, { came: { qname }, choice }: Chosen): readonly Note[] {
  const own = "refusal" in choice ? -1 : choice.zone.length;
  let nearest: { readonly listener: string; readonly zone: string } | undefined;
  for (const { label: listener, zones } of neighbours) {
    for (const zone of listener === label ? [] : zones) {
      if (zone.length > (nearest?.zone.length ?? own) && isAtOrBelow(qname, zone)) nearest = { listener, zone };
    }
  }
  return nearest === undefined ? [] : [serverNote(serverWords.nearer({ ...nearest, qname, own: label }))];
}

interface Reached {
  readonly came: Query;
  readonly zone: ServedZone;
  readonly served: ServedQuery;
}

/** A plugin changed the question into one for which dispatch would have taken another block. */
function elsewhereNotes({ dispatcher }: DnsServer, { came, zone, served }: Reached): readonly Note[] {
  const { reached } = served;
  if (reached === undefined || reached.question[0]?.name === came.question.name) return [];
  const changed = came.withRequest(reached);
  const other = dispatcher.choose(changed);
  if ("refusal" in other || other.chain === zone.chain) return [];
  return [serverNote(serverWords.stillHere({ name: changed.qname, other: other.zone, zone: zone.zone }))];
}

/** The error of the end of the chain (CoreDNS, plugin.NextOrFailure) comes back unchanged through all plugins. */
function endNotes({ zone, chain }: ServedZone, { outcome, reached, query }: ServedQuery): readonly Note[] {
  const last = chain.links.at(-1)?.handler.name;
  if (last === undefined || outcome?.error?.text !== `plugin/${last}: no next plugin found`) return [];
  const qname = (reached ?? query?.asked)?.question[0]?.name ?? "";
  return [serverNote(serverWords.endOfChain({ zone, qname, last }))];
}

const MOST_BLOCKS = 5;

/** Blocks by their zones, of very many the first ones. */
function blocksText(blocks: readonly ServedZone[]): string {
  const zones = [...new Set(blocks.map(({ zone }) => `the block ${zone}`))];
  const shown = zones.slice(0, MOST_BLOCKS).join(", ");
  return zones.length > MOST_BLOCKS ? `${shown} and ${zones.length - MOST_BLOCKS} more` : shown;
}
