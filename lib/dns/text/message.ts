/** A whole message as text, much as dig prints it. */
import { Opcode, opcodeName } from "../iana/opcode.ts";
import { rcodeName } from "../iana/rcode.ts";
import type { Header, Message, ResourceRecord } from "../message/message.ts";
import { writeEdns } from "./edns.ts";
import { writeQuestion, writeRecord } from "./record.ts";

/** Names of the four sections; dynamic updates (RFC 2136 section 2) have others. */
const SECTIONS = ["QUESTION", "ANSWER", "AUTHORITY", "ADDITIONAL"] as const;
const COUNTS = ["QUERY", "ANSWER", "AUTHORITY", "ADDITIONAL"] as const;
const UPDATE_SECTIONS = ["ZONE", "PREREQUISITE", "UPDATE", "ADDITIONAL"] as const;
const UPDATE_COUNTS = ["ZONE", "PREREQ", "UPDATE", "ADDITIONAL"] as const;

/** The flags that are set, in the header's order, in the words of dig. */
export function headerFlags(header: Header): readonly string[] {
  const flags: readonly (readonly [string, boolean])[] = [
    ["qr", header.response],
    ["aa", header.authoritative],
    ["tc", header.truncated],
    ["rd", header.recursionDesired],
    ["ra", header.recursionAvailable],
    ["z", header.zero],
    ["ad", header.authenticData],
    ["cd", header.checkingDisabled],
  ];
  return flags.filter(([, on]) => on).map(([name]) => name);
}

/** Writes the header's two lines. */
function writeHeader(header: Header): string {
  const set = headerFlags(header).map((name) => ` ${name}`);
  const first = `;; opcode: ${opcodeName(header.opcode)}, status: ${rcodeName(header.rcode)}, id: ${header.id}`;
  return `${first}\n;; flags:${set.join("")};`;
}

/** Writes a message: header, EDNS and the sections that are not empty. */
export function writeMessage(message: Message): string {
  const isUpdate = message.opcode === Opcode.UPDATE;
  const names = isUpdate ? UPDATE_SECTIONS : SECTIONS;
  const labels = isUpdate ? UPDATE_COUNTS : COUNTS;
  const { question, answer, authority, additional, edns } = message;
  const ednsCount = edns === undefined ? 0 : 1;
  const counts = [question.length, answer.length, authority.length, additional.length + ednsCount];
  let text = `${writeHeader(message)} ${counts.map((count, at) => `${labels[at]}: ${count}`).join(", ")}\n`;
  if (edns !== undefined) text += `${writeEdns(edns)}\n`;
  text += writeSection(names[0], question.map(writeQuestion));
  const sections: readonly (readonly ResourceRecord[])[] = [answer, authority, additional];
  for (const [at, records] of sections.entries()) text += writeSection(names[at + 1] ?? "", records.map(writeRecord));
  return text;
}

function writeSection(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n;; ${name} SECTION:\n${lines.map((line) => `${line}\n`).join("")}`;
}
