/** From directives to handler: all lines of a block count together, the last endpoint wins (CoreDNS, plugin trace). */
import { parseAddr } from "../../go/net.ts";
import { WallTime } from "../../plugin-kit/wall-time.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { Block } from "../../set-up/setup.ts";
import { directive, type TraceConfig } from "./directive.ts";
import { createTrace } from "./handler.ts";
import { Reporter, type ReporterSettings } from "./reporter.ts";
import { type LocalEndpoint, Tracer } from "./tracer.ts";

const DEFAULT_ENDPOINT = "localhost:9411";
const DEFAULT_SERVICE = "coredns";
const DEFAULTS = { mostWaiting: 1000, batchSize: 100, intervalMs: 1000 };

export const setup = defineSetup(directive, (uses, { block, host, notServedYet }) => {
  const last = uses.at(-1);
  if (last === undefined) return undefined;
  if (last.args.type?.value === "datadog") {
    notServedYet({ text: "this engine sends no traces to Datadog, only to Zipkin", at: last.args.type.at });
    return undefined;
  }
  const { clock, random, web } = host;
  const reporter = new Reporter(reporterSettings(uses, last), { clock, web, log: host.log.forPlugin("trace") });
  const every = lastOf(uses, "every");
  const service = lastOf(uses, "service")?.args.name.value ?? DEFAULT_SERVICE;
  const shared = lastOf(uses, "client_server");
  const tracer = new Tracer({
    time: new WallTime(clock),
    random,
    endpoint: endpointOf(service, block),
    isShared: shared !== undefined && (shared.args.shared?.value ?? true),
    report: (span) => reporter.report(span),
  });
  block.onStart(() => {
    reporter.start();
    return undefined;
  });
  block.onStop(() => reporter.stop());
  const settings = { every: every?.args.amount.value ?? 1, everyAt: every?.at, url: urlOf(last) };
  return createTrace(settings, { tracer, reporter });
});

function lastOf<Name extends keyof TraceConfig["properties"]>(
  uses: readonly TraceConfig[],
  name: Name,
): TraceConfig["properties"][Name] | undefined {
  return uses.findLast(({ properties }) => properties[name] !== undefined)?.properties[name];
}

function urlOf({ args }: TraceConfig): string {
  const endpoint = args.endpoint?.value ?? "";
  const address = endpoint === "" ? DEFAULT_ENDPOINT : endpoint;
  return /^https?:\/\//i.test(address) ? address : `http://${address}/api/v2/spans`;
}

/** What is 0 is left at its default. */
function reporterSettings(uses: readonly TraceConfig[], last: TraceConfig): ReporterSettings {
  const mostWaiting = lastOf(uses, "zipkin_max_backlog_size")?.args.size.value ?? 0;
  const batchSize = lastOf(uses, "zipkin_max_batch_size")?.args.size.value ?? 0;
  const intervalMs = lastOf(uses, "zipkin_max_batch_interval")?.args.interval.value.ms ?? 0;
  return {
    url: urlOf(last),
    mostWaiting: mostWaiting || DEFAULTS.mostWaiting,
    batchSize: batchSize || DEFAULTS.batchSize,
    intervalMs: intervalMs || DEFAULTS.intervalMs,
  };
}

/** The service, and where it listens when `bind` says so. */
function endpointOf(service: string, block: Block): LocalEndpoint | undefined {
  const [listen = ""] = block.settings.get(LISTEN_HOSTS);
  const named = service === "" ? {} : { serviceName: service.toLowerCase() };
  const bytes = parseAddr(listen)?.bytes;
  const port = block.keys[0]?.port ?? 0;
  const address = bytes === undefined ? {} : bytes.length === 4 ? { ipv4: listen } : { ipv6: listen };
  if (bytes === undefined) return service === "" ? undefined : named;
  return { ...named, ...address, ...(port === 0 ? {} : { port }) };
}
