/** A reply as dig prints it, so that it can be compared and pasted. */
import type { RecordText } from "../../lib/api/ask.ts";
import { alignColumns } from "../../lib/text/columns.ts";
import type { Decoded } from "./decode.ts";

export interface Exchanged {
  readonly sizeBytes: number;
  readonly tookMs: number;
  readonly transport: string;
  /** `127.0.0.1#40053`, with the listener's own name behind it. */
  readonly server: string;
  /** What the signature of the reply to a signed question is worth. */
  readonly signature?: string | undefined;
}

/** The whole text, ending in a line feed. */
export function writeDigText({ message, warnings }: Decoded, exchanged: Exchanged): string {
  const { question, answer, authority, additional, edns } = message;
  const extra = additional.length + (edns === undefined ? 0 : 1);
  const counts = `QUERY: ${question.length}, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${extra}`;
  const flags = message.flags.map((flag) => ` ${flag}`).join("");
  const lines = [
    `;; ->>HEADER<<- opcode: ${message.opcode}, status: ${message.rcode}, id: ${message.id}`,
    `;; flags:${flags}; ${counts}`,
    ...warnings.map((warning) => `;; WARNING: ${warning}`),
  ];
  if (edns !== undefined) {
    lines.push("", ";; OPT PSEUDOSECTION:");
    lines.push(`; EDNS: version: ${edns.version}, flags:${edns.dnssecOk ? " do" : ""}; udp: ${edns.size}`);
    for (const option of edns.options) lines.push(`; ${option.name}: ${option.text}`);
  }
  if (question.length > 0) {
    lines.push("", ";; QUESTION SECTION:");
    for (const row of alignColumns(question.map((entry) => [`;${entry.name}`, "", entry.class, entry.type])))
      lines.push(row);
  }
  for (const [title, records] of [
    ["ANSWER", answer],
    ["AUTHORITY", authority],
    ["ADDITIONAL", additional],
  ] as const) {
    if (records.length > 0) lines.push("", `;; ${title} SECTION:`, alignColumns(records.map(columnsOf)).join("\n"));
  }
  const { tookMs, server, transport, sizeBytes, signature } = exchanged;
  if (signature !== undefined) lines.push("", `;; TSIG: ${signature}`);
  lines.push("", `;; Query time: ${tookMs.toFixed(1)} msec`, `;; SERVER: ${server} (${transport.toUpperCase()})`);
  lines.push(`;; MSG SIZE  rcvd: ${sizeBytes}`);
  return `${lines.join("\n")}\n`;
}

function columnsOf(record: RecordText): string[] {
  return [record.name, String(record.ttlSeconds), record.class, record.type, record.rdata];
}
