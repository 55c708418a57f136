/** What kubernetes offers k8s_external (CoreDNS, external.Externaler). */
import { Key } from "../../chain/key.ts";
import type { CanonicalName, Name } from "../../dns/name/name.ts";
import type { Service } from "../../kubernetes/objects.ts";
import type { BackendService } from "../../plugin-kit/backend.ts";

/** What is asked of a cluster from outside. */
export interface ExternalQuestion {
  readonly name: CanonicalName;
  readonly type: number;
  readonly zone: CanonicalName;
  /** True when headless Services are answered with their endpoints. */
  readonly headless: boolean;
}

/** Why a name has what it has, or nothing. */
type ExternalReason =
  | "addresses"
  | "endpoints"
  | "pointer"
  | "namespace"
  | "service"
  | "noNamespace"
  | "hiddenNamespace"
  | "noService"
  | "noAddresses"
  | "headlessOff"
  | "noEndpoint"
  | "noEndpoints"
  | "noPort"
  | "noPointer"
  | "unknownShape";

/** What a cluster has for a name. */
export interface ExternalFound {
  /** None where the name has nothing for the type; `host` of a pointer is `SERVICE.NAMESPACE`. */
  readonly services: readonly BackendService[];
  /** The code of a reply without records. */
  readonly rcode: number;
  readonly because: ExternalReason;
  /** The labels below the zone that the reason is about; empty where there are none. */
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
  /** The Service that decided. */
  readonly decider?: Service | undefined;
}

/** The entries of a headless Service that have a name together. */
export interface ExternalGroup {
  /** Its endpoints, or one of its named ports. */
  readonly kind: "endpoints" | "port";
  readonly name: Name;
  readonly services: readonly BackendService[];
}

/** All that a zone has, for a transfer. */
export interface ExternalZone {
  /** Each address of each port, under the name of the Service and under that of the port (`targetStrip`). */
  readonly services: readonly BackendService[];
  readonly groups: readonly ExternalGroup[];
}

/** A cluster as it looks from outside. */
export interface ExternalNames {
  find(question: ExternalQuestion): ExternalFound;
  all(question: Pick<ExternalQuestion, "zone" | "headless">): ExternalZone;
  /** The addresses of this server from outside, and hosts that stand for some; those of the machine outside a cluster. */
  serverHosts(headless: boolean): readonly string[];
  /** The serial of an external zone. */
  serial(): number;
}

/** The cluster of a server block; read at the start. */
export const EXTERNAL_NAMES = new Key<ExternalNames>();
