/** A question that a plugin asks its own server: the reply is the message that a client would get (CoreDNS, pkg/upstream). */

import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { fitMessage } from "./finish.ts";
import { type StreamOutcome, wasWritten } from "./outcome.ts";
import { Reply } from "./reply.ts";
import { errorReply } from "./server-replies.ts";
import { Serving } from "./serving.ts";
import { lastReply } from "./stream.ts";

export class PluginServing extends Serving<Message> {
  /** CoreDNS sends what it says of a code after the reply, and a plugin keeps the message that came last. */
  protected override saysCode(rcode: number): boolean {
    return !wasWritten(rcode);
  }

  protected override plain(message: Message): Message {
    return message;
  }

  protected override fitted({ message }: Reply): Message {
    return fitMessage(this.query, message);
  }

  protected override fittedMessage(message: Message): Message {
    return fitMessage(this.query, message);
  }

  protected override failure(): Message {
    return errorReply(this.query, Rcode.SERVFAIL);
  }

  protected override shown(sent: Message): Reply {
    return Reply.of(sent);
  }

  /** Nobody but a client takes more than one message: CoreDNS keeps the last. */
  protected override async stream({ stream }: StreamOutcome): Promise<Message | undefined> {
    try {
      const last = await lastReply(stream);
      return last === undefined ? undefined : this.fitted(last);
    } catch (error) {
      return this.panic(error);
    }
  }
}
