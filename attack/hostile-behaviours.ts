/** What an upstream may do with a question, by the first label of its name, whatever the question comes over. */
import { HEADER_OCTETS, layoutOf } from "./message-layout.ts";

/** How it answers on the way that the question came. */
export interface Saying {
  /** These octets as a message. */
  reply(octets: Buffer): void;
  /** Ends the connection, if there is one. */
  hangUp(): void;
  /** A reply that comes from somewhere else, where that can be. */
  elsewhere?(octets: Buffer): void;
  /** What only this transport has: see `ODDITIES`. */
  odd?(kind: string, octets: Buffer): void;
}

/** `times` counts how often this very name was asked for. */
type Behaviour = (question: Buffer, saying: Saying, times: number) => void;

const SLOW_MS = 150;
/** Longer than any reply is waited for. */
const LATE_MS = 2600;
const GARBAGE_OCTETS = 60;
const LARGEST_OCTETS = 65_535;

/** By name. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  honest: (question, { reply }) => reply(answerTo(question)),
  "wrong-id": (question, { reply }) => reply(changed(answerTo(question), 0, 0x5a)),
  "wrong-name": (question, { reply }) => reply(changed(answerTo(question), HEADER_OCTETS + 1, 0x01)),
  "wrong-type": (question, { reply }) => reply(changed(answerTo(question), layoutOf(question).questionEnd - 3, 0x01)),
  "no-reply": (question, { reply }) => reply(changed(answerTo(question), 2, 0x80)),
  "no-question": (question, { reply }) => {
    const header = Buffer.from(question.subarray(0, HEADER_OCTETS));
    header.fill(0, 4);
    reply(changed(header, 2, 0x80));
  },
  garbage: (question, { reply }) => reply(garbage(question)),
  "garbage-cut": (question, { reply }) => reply(garbage(question).subarray(0, 13)),
  cut: (question, { reply }) => reply(answerTo(question).subarray(0, -3)),
  header: (question, { reply }) => reply(answerTo(question).subarray(0, HEADER_OCTETS)),
  short: (question, { reply }) => reply(answerTo(question).subarray(0, 5)),
  empty: (_, { reply }) => reply(Buffer.alloc(0)),
  trailing: (question, { reply }) => reply(Buffer.concat([answerTo(question), Buffer.from("behind")])),
  padded: (question, { reply }) => reply(Buffer.concat([answerTo(question)], LARGEST_OCTETS)),
  servfail: (question, { reply }) => reply(changed(answerTo(question), 3, 0x02)),
  silent: () => undefined,
  slow: (question, { reply }) => void setTimeout(() => reply(answerTo(question)), SLOW_MS),
  late: (question, { reply }) => void setTimeout(() => reply(answerTo(question)), LATE_MS),
  "hang-up": (_, { hangUp }) => hangUp(),
  flapping: (question, { reply, hangUp }, times) => (times % 2 === 1 ? hangUp() : reply(answerTo(question))),
  twice: (question, { reply, elsewhere }, times) => {
    elsewhere?.(garbage(question));
    if (times % 2 === 0) reply(answerTo(question));
  },
};

/** What only HTTP or QUIC can do. */
export const ODDITIES: Readonly<Record<"https" | "quic", readonly string[]>> = {
  https: ["status-500", "not-found", "no-end", "reset", "too-large", "goaway", "other-type"],
  quic: ["reset", "no-end", "two", "half", "half-length", "app-error"],
};

/** Does what the first label of a question's name says. */
export function behave(question: Buffer, saying: Saying, times: number): void {
  const length = question[HEADER_OCTETS] ?? 0;
  const name = question.toString("latin1", HEADER_OCTETS + 1, HEADER_OCTETS + 1 + length).toLowerCase();
  const behaviour = BEHAVIOURS[name];
  if (behaviour !== undefined) behaviour(question, saying, times);
  else saying.odd?.(name, answerTo(question));
}

/** A reply with an address, whose owner is not compressed. */
function answerTo(question: Buffer): Buffer {
  const { questionEnd } = layoutOf(question);
  const name = question.subarray(HEADER_OCTETS, questionEnd - 4);
  const record = Buffer.from("000100010000001e0004c6336407", "hex");
  const reply = Buffer.concat([question.subarray(0, questionEnd), name, record]);
  reply[2] = 0x85;
  reply[3] = 0x80;
  reply.writeUInt16BE(1, 6);
  reply.fill(0, 8, HEADER_OCTETS);
  return reply;
}

function changed(message: Buffer, at: number, bits: number): Buffer {
  message[at] = (message[at] ?? 0) ^ bits;
  return message;
}

/** The same for every server, behind the ID that was asked with. */
function garbage(question: Buffer): Buffer {
  const octets = Buffer.from(Array.from({ length: GARBAGE_OCTETS }, (_, at) => (at * 37 + 11) & 0xff));
  question.copy(octets, 0, 0, 2);
  return octets;
}
