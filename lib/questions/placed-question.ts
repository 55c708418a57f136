/** A question with the port that it is for, and what makes two questions the same. */
import type { AskedQuestion } from "./asked-question.ts";

/** A question that may be for one port of the configuration only. */
export interface PlacedQuestion extends AskedQuestion {
  /** The port as the Corefile has it; absent: the first listener that serves the name. */
  readonly port?: string;
}

/** Equal for questions that any server must take for the same, however often and wherever they were found. */
export function questionKey(question: PlacedQuestion): string {
  const { name, type, class: qclass = "IN", from = "", via = "udp", do: dnssecOk = false, port = "" } = question;
  const absolute = name.endsWith(".") ? name : `${name}.`;
  return [absolute.toLowerCase(), type, qclass, from, via, dnssecOk ? "do" : "", port].join(" ");
}

/** As people write it: `www.example.org A from 10.8.0.4`. */
export function questionText({
  name,
  type,
  class: qclass = "IN",
  from,
  via,
  do: dnssecOk,
  port,
}: PlacedQuestion): string {
  const shown = name === "." ? name : name.replace(/\.$/, "");
  return [
    shown,
    type,
    ...(qclass === "IN" ? [] : [qclass]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(via === "tcp" ? ["over TCP"] : []),
    ...(dnssecOk === true ? ["with DO"] : []),
    ...(port === undefined ? [] : [`at port ${port}`]),
  ].join(" ");
}
