/** What a reply lost when it was made to fit the client's size. */

import type { Query } from "../chain/query.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../dns/message/message.ts";
import { messageLength } from "../dns/wire/length.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { Note } from "./explanation.ts";
import type { ServedQuery } from "./listening.ts";
import { serverNote } from "./server-notes.ts";
import { serverWords } from "./server-words.ts";

const SECTIONS = ["answer", "authority", "additional"] as const;
type Section = (typeof SECTIONS)[number];

/** Notes about a reply that was cut; none when the plugins' reply went out whole. */
export function cutNotes({ query, outcome, sent: last }: ServedQuery): readonly Note[] {
  if (query === undefined || outcome?.reply === undefined || last === undefined) return [];
  const full = readable(() => outcome.reply?.message);
  const sent = readable(() => last.message);
  if (full === undefined || sent === undefined) return [];
  const lost = SECTIONS.flatMap((section) => lostFrom(section, full[section], sent[section]));
  if (lost.length === 0) return [];
  const { size } = query;
  const facts = { octets: messageLength(full, false), size, because: becauseOf(query) };
  return [serverNote(serverWords.cut(facts)), serverNote(serverWords.fellOut({ records: lost.join("; ") }))];
}

/** The records that are behind the last one that was sent, counted by owner and type. */
function lostFrom(section: Section, full: readonly ResourceRecord[], sent: readonly ResourceRecord[]): string[] {
  // The OPT record is none of the section's own.
  const kept = sent.length;
  const counts = new Map<string, number>();
  const lost = new Map<string, number>();
  full.forEach(({ name, type }, at) => {
    const what = `${rrtypeName(type)} of ${name}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
    if (at >= kept) lost.set(what, (lost.get(what) ?? 0) + 1);
  });
  const where = section === "answer" ? "answer" : `${section} section`;
  return [...lost].map(([what, count]) => `${count} of ${counts.get(what)} ${what} (${where})`);
}

function becauseOf({ asked, request, protocol }: Query): string {
  if (protocol === "tcp") return "the most that TCP carries";
  const wanted = asked.edns?.udpSize;
  const lowered = request.edns?.udpSize;
  if (wanted === undefined) return "it sent no EDNS";
  if (lowered !== undefined && lowered < wanted) return `bufsize, where its EDNS says ${wanted}`;
  return wanted < 512 ? `its EDNS says ${wanted}, and 512 is the least` : "as its EDNS says";
}

function readable(read: () => Message | undefined): Message | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
