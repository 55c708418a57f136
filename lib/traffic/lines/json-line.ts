/** The fields that CoreDNS logs with `-log-format json`. */
import type { LoggedMessage } from "../sink.ts";
import { type JsonFields, levelOf } from "./envelope.ts";
import type { LineFields } from "./line-format.ts";

/** What was asked; undefined when the object is about no query. */
export function questionOfFields(fields: JsonFields): LineFields | undefined {
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === "string" ? value : undefined;
  };
  const name = text("qname") ?? text("name");
  const type = text("qtype") ?? text("type");
  if (name === undefined || type === undefined) return undefined;
  return {
    name,
    type,
    class: text("qclass") ?? text("class"),
    remote: text("client_ip") ?? text("remote"),
    proto: text("protocol") ?? text("proto"),
    do: String(fields.dnssec_ok ?? fields.do ?? false),
    // Null when no reply was sent.
    rcode: fields.rcode === null ? "-" : text("rcode"),
  };
}

/** The message in the words of the text log; undefined when there is none. */
export function messageOfFields({ level, msg, plugin }: JsonFields): LoggedMessage | undefined {
  if (typeof msg !== "string") return undefined;
  return {
    level: typeof level === "string" ? levelOf(level) : undefined,
    text: typeof plugin === "string" ? `plugin/${plugin}: ${msg}` : msg,
  };
}
