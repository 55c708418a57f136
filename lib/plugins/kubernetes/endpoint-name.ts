/** The label of an endpoint (CoreDNS, kubernetes endpointHostname). */
import type { EndpointAddress } from "../../kubernetes/objects.ts";

/** Its own hostname, its pod's name where that is wanted, or its address with hyphens. */
export function endpointName({ hostname, podName, ip }: EndpointAddress, usesPodNames: boolean): string {
  if (hostname !== "") return hostname;
  if (usesPodNames && podName !== "") return podName;
  if (ip.includes(".")) return ip.replaceAll(".", "-");
  if (!ip.includes(":")) return "";
  const label = ip.replaceAll(":", "-");
  return label.endsWith("-") ? `${label}0` : label;
}
