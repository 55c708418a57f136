/** Replies of upstreams, held against what they were asked (CoreDNS, request.Match). */
import type { Message } from "../dns/message/message.ts";
import { canonical } from "../dns/name/name.ts";
import { decodeQuestion } from "../dns/wire/decode.ts";

/** Whether a message is a reply to the question in these octets; the case of letters and the ID do not matter. */
export function isAnswerTo({ response, question }: Message, sent: Uint8Array): boolean {
  const [came] = question;
  if (came === undefined || question.length !== 1 || !response) return false;
  const asked = decodeQuestion(sent)?.question;
  if (asked === undefined) return false;
  return came.type === asked.type && came.class === asked.class && canonical(came.name) === canonical(asked.name);
}
