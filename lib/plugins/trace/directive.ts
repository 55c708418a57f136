/** How trace is written in a Corefile. */
import { one, optional } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named, where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { boolean, count, float, unsigned } from "../../directive/kinds/number.ts";
import { text } from "../../directive/kinds/text.ts";
import { property } from "../../directive/property.ts";
import { formatFixed } from "./fixed.ts";

const endpointType = keyword(["zipkin", "datadog"], {
  anyCase: true,
  unknown: plain("tracing endpoint type '{value:lower}' is not supported"),
  placeholder: "ENDPOINT-TYPE",
});

const endpoint = named(text, {
  placeholder: "ENDPOINT",
  expects: "an address with a port, or a URL, such as localhost:9411",
  suggestions: [{ text: "localhost:9411" }, { text: "localhost:8126" }],
});

const rate = where(
  float,
  (value) =>
    value > 1 || value < 0
      ? plain(`datadog analytics rate must be between 0 and 1, '${formatFixed(value)}' is not supported`)
      : undefined,
  { placeholder: "RATE", expects: "a number from 0 to 1" },
);

const size = named(count, { placeholder: "SIZE" });

export const directive = defineDirective({
  name: "trace",
  since: "005",
  inChain: true,
  repeat: "each",
  atDesk: {
    tracing: ({ url, service, within }) => [
      ["trace", url, "{"],
      ["service", service],
      ...(within === undefined ? [] : [["zipkin_max_batch_interval", within]]),
      ["}"],
    ],
  },
  summary: "Sends traces of queries to Zipkin or Datadog.",
  args: {
    type: optional(endpointType, {
      summary: "Where traces go; zipkin by default.",
      take: (_text, words) => words > 1,
    }),
    endpoint: optional(endpoint, { summary: "Where to send them; localhost:9411 for Zipkin, :8126 for Datadog." }),
  },
  properties: {
    every: property({
      summary: "Traces one query in this many; 1, every query, by default.",
      args: { amount: one(named(unsigned(64), { placeholder: "AMOUNT" })) },
    }),
    service: property({
      summary: "The name under which traces are sent; coredns by default.",
      args: { name: one(named(text, { placeholder: "NAME" })) },
    }),
    client_server: property({
      summary: "Client and server share a span (Zipkin).",
      args: { shared: optional(boolean, { summary: "true without an argument; false without the line." }) },
    }),
    datadog_analytics_rate: property({
      summary: "Which share of the traces is analysed (Datadog).",
      args: { rate: optional(rate, { summary: "From 0 to 1; 0 by default." }) },
    }),
    zipkin_max_backlog_size: property({
      summary: "How many spans may wait to be sent.",
      args: { size: one(size) },
    }),
    zipkin_max_batch_size: property({ summary: "How many spans are sent at once.", args: { size: one(size) } }),
    zipkin_max_batch_interval: property({
      summary: "How long spans may wait for others before they are sent.",
      args: { interval: one(duration) },
    }),
  },
});

export type TraceConfig = ConfigOf<typeof directive>;
