/** Replies in the form of the recordings: codes and flags by name, records in presentation form. */
import { rcodeName } from "../lib/dns/iana/rcode.ts";
import type { Message } from "../lib/dns/message/message.ts";
import { decodeMessage } from "../lib/dns/wire/decode.ts";
import type { Answer } from "./ask.ts";
import type { RecordedReply } from "./case.ts";
import { className, showName, showRecord, typeName } from "./presentation.ts";

/** What came back, as a recording has it. Throws when the bytes are no message. */
export function showAnswer(answer: Answer): RecordedReply {
  if (answer.kind === "message") return showMessage(decodeMessage(answer.wire));
  const messages = answer.wires.map((wire) => decodeMessage(wire));
  return {
    messages: messages.length,
    rcode: messages[0] === undefined ? null : showRcode(messages[0].rcode),
    answer: messages.flatMap((message) => message.answer.map(showRecord)),
  };
}

function showMessage(message: Message): RecordedReply {
  const { edns } = message;
  return {
    rcode: showRcode(message.rcode),
    flags: showFlags(message),
    question: message.question.map(
      (question) => `${showName(question.name)} ${className(question.class)} ${typeName(question.type)}`,
    ),
    answer: message.answer.map(showRecord),
    authority: message.authority.map(showRecord),
    additional: message.additional.map(showRecord),
    ...(edns === undefined
      ? {}
      : {
          edns: {
            version: edns.version,
            size: edns.udpSize,
            do: edns.dnssecOk,
            options: edns.options.map(({ code, data }) => `${code}:${Buffer.from(data).toString("hex")}`),
          },
        }),
  };
}

/** 16 has two names (RFC 6891, RFC 8945); recordings use the first. */
function showRcode(rcode: number): string {
  return rcode === 16 ? "BADVERS" : rcodeName(rcode);
}

function showFlags(message: Message): string {
  const flags: readonly (readonly [string, boolean])[] = [
    ["QR", message.response],
    ["AA", message.authoritative],
    ["TC", message.truncated],
    ["RD", message.recursionDesired],
    ["RA", message.recursionAvailable],
    ["AD", message.authenticData],
    ["CD", message.checkingDisabled],
  ];
  return flags
    .filter(([, set]) => set)
    .map(([name]) => name)
    .join(" ");
}
