/** What of a Pod decides how its programs ask: dnsPolicy, dnsConfig, hostNetwork, namespace (Kubernetes, core/v1 PodSpec). */
import { z } from "zod";

/** The policies, as Kubernetes spells them. */
const DNS_POLICIES = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"] as const;
export type DnsPolicy = (typeof DNS_POLICIES)[number];

/** `spec.dnsConfig`. */
const podDnsConfigSchema = z.object({
  nameservers: z.array(z.string()).nullish(),
  searches: z.array(z.string()).nullish(),
  options: z.array(z.object({ name: z.string(), value: z.coerce.string().nullish() })).nullish(),
});
export type PodDnsConfig = z.infer<typeof podDnsConfigSchema>;

/** What decides; `dnsPolicy` is the word that the manifest has, whatever it is. */
export interface PodDnsSpec {
  readonly namespace: string;
  readonly dnsPolicy: string;
  readonly hostNetwork: boolean;
  readonly dnsConfig?: PodDnsConfig | undefined;
}

/** The API server's default. */
export const DEFAULT_POLICY: DnsPolicy = "ClusterFirst";

/** The `spec` of a Pod, as far as it matters here. */
export const podSpecSchema = z.object({
  dnsPolicy: z.string().nullish(),
  hostNetwork: z.boolean().nullish(),
  dnsConfig: podDnsConfigSchema.nullish(),
});
