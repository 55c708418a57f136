/** Zones that clouds keep, read through the clouds' own libraries. */

/** Something, or why it was not to be had. */
export type Asked<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Records of one name and type, as a service lists them: values are in presentation format. */
export interface CloudRecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
}

/** Who asks Amazon. */
export interface AwsKeys {
  readonly id: string;
  readonly secret: string;
  /** Empty for keys that last. */
  readonly sessionToken: string;
  /** When they end, in milliseconds since the Unix epoch. */
  readonly expiresMs?: number;
}

/** Keys could not be had; the text is what the library says of it. */
export class AwsKeysFault extends Error {}

/** How Route 53 is reached. */
export interface Route53Access {
  readonly region: string;
  /** Undefined for Amazon's own. */
  readonly endpoint: string | undefined;
  readonly maxAttempts: number;
  readonly usesDualStack: boolean;
  readonly usesFips: boolean;
  /** In PEM; the system's without them. */
  readonly authorities: Uint8Array | undefined;
  /** Asked whenever there are none that last, throwing an AwsKeysFault; or a profile that the library reads itself. */
  readonly keys: (() => Promise<AwsKeys>) | { readonly profile: string };
}

/** Why Amazon did not answer. */
export type AwsFailure =
  | { readonly kind: "keys"; readonly text: string }
  /** Nothing came back; `reason` is what Go says behind the URL. */
  | { readonly kind: "unsent"; readonly url: string; readonly reason: string; readonly attempts: number }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly requestId: string;
      readonly code: string;
      readonly message: string;
      readonly attempts: number;
    };

/** The zones of a client of Route 53. */
export interface Route53Service {
  /** Whether there may be such a zone: a listing that begins there. */
  listHostedZonesByName(zone: string, id: string): Promise<Asked<undefined, AwsFailure>>;
  /** All pages. */
  listResourceRecordSets(id: string): Promise<Asked<readonly CloudRecordSet[], AwsFailure>>;
  close(): void;
}

/** Records of one name, as Azure lists them: of each type those that there are. */
export interface AzureRecordSet {
  readonly fqdn?: string;
  readonly ttl?: number;
  readonly aRecords?: readonly { readonly ipv4Address?: string }[];
  readonly aaaaRecords?: readonly { readonly ipv6Address?: string }[];
  readonly mxRecords?: readonly { readonly preference?: number; readonly exchange?: string }[];
  readonly ptrRecords?: readonly { readonly ptrdname?: string }[];
  readonly srvRecords?: readonly AzureSrvRecord[];
  readonly txtRecords?: readonly { readonly value?: readonly string[] }[];
  /** Only public zones have them. */
  readonly nsRecords?: readonly { readonly nsdname?: string }[];
  readonly soaRecord?: AzureSoaRecord;
  readonly cnameRecord?: { readonly cname?: string };
}

export interface AzureSrvRecord {
  readonly priority?: number;
  readonly weight?: number;
  readonly port?: number;
  readonly target?: string;
}

export interface AzureSoaRecord {
  readonly host?: string;
  readonly email?: string;
  readonly serialNumber?: number;
  readonly refreshTime?: number;
  readonly retryTime?: number;
  readonly expireTime?: number;
  readonly minimumTtl?: number;
}

/** Who asks Azure: a client with a secret, or the machine. */
export type AzureIdentity =
  | {
      readonly kind: "client";
      /** Where tokens are: `https://login.microsoftonline.com/`. */
      readonly authority: string;
      readonly tenant: string;
      readonly client: string;
      readonly secret: string;
    }
  | { readonly kind: "machine"; readonly client: string };

/** How Azure is reached. */
export interface AzureAccess {
  readonly subscription: string;
  readonly identity: AzureIdentity;
  /** What tokens are for: `https://management.azure.com/`. */
  readonly resource: string;
  readonly endpoint: string;
  /** In PEM; the system's without them. */
  readonly authorities: Uint8Array | undefined;
}

/** A zone at Azure. */
export interface AzurePlace {
  readonly resourceGroup: string;
  readonly zone: string;
  readonly isPrivate: boolean;
}

/** Why Azure did not answer. */
export type AzureFailure =
  | { readonly kind: "token"; readonly text: string }
  /** `reason` is what Go says behind the URL. */
  | { readonly kind: "unsent"; readonly url: string; readonly reason: string }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: "timeout" };

/** The zones of a client of Azure. */
export interface AzureService {
  /** All pages. */
  recordSets(place: AzurePlace, timeoutMs: number): Promise<Asked<readonly AzureRecordSet[], AzureFailure>>;
}

/** How Cloud DNS is reached. */
export interface CloudDnsAccess {
  /** In front of `/projects/PROJECT/managedZones/ZONE`. */
  readonly baseUrl: string;
  /** The object of a file of credentials; undefined for those of the machine. */
  readonly credentials: unknown;
}

/** A zone at Cloud DNS. */
export interface CloudDnsPlace {
  readonly project: string;
  readonly zone: string;
}

/** Why Google did not answer. */
export type CloudDnsFailure =
  /** What was sent where, in vain; `reason` is what Go says behind the URL. */
  | { readonly kind: "unsent"; readonly method: "Get" | "Post"; readonly url: string; readonly reason: string }
  /** What the place for tokens replied. */
  | { readonly kind: "token"; readonly status: number; readonly body: string }
  /** There is nobody to ask as. */
  | { readonly kind: "credentials"; readonly text: string }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly message: string;
      readonly errors: readonly { readonly reason: string; readonly message: string }[];
      readonly body: string;
    };

/** The zones of a client of Cloud DNS. */
export interface CloudDnsService {
  managedZone(place: CloudDnsPlace): Promise<Asked<undefined, CloudDnsFailure>>;
  /** All pages. */
  recordSets(place: CloudDnsPlace): Promise<Asked<readonly CloudRecordSet[], CloudDnsFailure>>;
}

export interface CloudZones {
  cloudDns(access: CloudDnsAccess): Promise<CloudDnsService>;
  azure(access: AzureAccess): Promise<AzureService>;
  route53(access: Route53Access): Promise<Route53Service>;
}
