/** The checks of kubernetes that look at the machine: server block, kubeconfig, certificates, the cluster around it. */
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { apiFault } from "./client-config.ts";
import {
  directive,
  foreignZone,
  isReverseZone,
  type KubernetesConfig,
  NO_FORWARD_ZONE,
  ZONAL_NEEDS_ENDPOINTS,
} from "./directive.ts";
import { serverFault } from "./server-url.ts";

export const setup = defineSetup(directive, ([use], context) => {
  if (use === undefined) return undefined;
  const problem = blockProblem(use, context);
  if (problem !== undefined) return problem;
  const { host, notServedYet } = context;
  const urls = use.properties.endpoint?.args.urls ?? [];
  if (urls.length > 1) {
    const text = `Multiple endpoints have been deprecated, only the first specified endpoint '${urls[0]?.text}' is used`;
    host.log.forPlugin("kubernetes").warning(text);
  }
  const { environment } = host.identity;
  const fault = apiFault(use, { files: host.files, log: host.log, environment });
  if (fault !== undefined) {
    const { kubeconfig, endpoint } = use.properties;
    const at = (kubeconfig ?? endpoint)?.at;
    // A server that is no URL is wrong everywhere.
    const isText = kubeconfig === undefined && urls[0] !== undefined && fault === serverFault(urls[0].value);
    return context.problem(`plugin/kubernetes: ${fault}`, {
      cause: isText ? "text" : "here",
      ...(at === undefined ? {} : { at }),
    });
  }
  const timeout = use.properties.startup_timeout?.args.duration;
  // CoreDNS ends in a panic when it comes to wait.
  if (timeout !== undefined && timeout.value.ms <= 0) {
    context.problemAtStart("panic: non-positive interval for NewTicker", timeout.at);
  }
  notServedYet();
  return undefined;
});

/** Checks that need the zones of the server block, which count when the directive names none. */
function blockProblem(
  { args, properties, last }: KubernetesConfig,
  { block, problem }: SetupContext,
): Problem | undefined {
  if (args.zones.length > 0) return undefined;
  if (block.zones.every(isReverseZone)) return problem(`plugin/kubernetes: ${NO_FORWARD_ZONE}`);
  if (properties.multicluster === undefined) return undefined;
  const refuse = (text: string): string =>
    `plugin/kubernetes: ${last.file}:${last.line} - Error during parsing: ${text}`;
  const foreign = foreignZone(block.zones, properties.multicluster.args.zones);
  if (foreign !== undefined) return problem(refuse(foreign.text), { at: foreign.at });
  const { zonal, noendpoints } = properties;
  return zonal !== undefined && noendpoints !== undefined
    ? problem(refuse(ZONAL_NEEDS_ENDPOINTS), { at: zonal.at })
    : undefined;
}
