/** What the workers of this process tell each other. */
import { BroadcastChannel } from "node:worker_threads";
import type { Siblings } from "../../lib/ports/siblings.ts";

/** Threads hear each other by the name of a channel; other processes do not. */
export const systemSiblings: Siblings = {
  join(topic, hear) {
    const channel = new BroadcastChannel(`corefile-studio: ${topic}`);
    channel.unref();
    channel.onmessage = ({ data }) => {
      if (typeof data === "string") hear(data);
    };
    return { tell: (text) => channel.postMessage(text), leave: () => channel.close() };
  },
};
