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

export interface CloudZones {
  route53(access: Route53Access): Promise<Route53Service>;
}
