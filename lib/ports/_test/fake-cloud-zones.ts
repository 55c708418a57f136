/** Zones of clouds that a test writes and breaks. */
import {
  type Asked,
  type AwsFailure,
  AwsKeysFault,
  type AzureAccess,
  type AzureFailure,
  type AzureRecordSet,
  type AzureService,
  type CloudDnsAccess,
  type CloudDnsFailure,
  type CloudDnsService,
  type CloudRecordSet,
  type CloudZones,
  type Route53Access,
  type Route53Service,
} from "../cloud-zones.ts";

/** The sets of zones by their IDs, those of Google by `PROJECT:ZONE`; whoever asks for others is refused. */
export class FakeCloudZones implements CloudZones {
  sets: Readonly<Record<string, readonly CloudRecordSet[]>>;
  /** What is said of the next requests, instead. */
  failure: AwsFailure | undefined;
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  access: Route53Access | undefined;
  /** Sets of Azure's by `GROUP:ZONE`, `private GROUP:ZONE` for private zones. */
  azureSets: Readonly<Record<string, readonly AzureRecordSet[]>> = {};
  azureAccess: AzureAccess | undefined;
  cloudDnsAccess: CloudDnsAccess | undefined;

  constructor(sets: Readonly<Record<string, readonly CloudRecordSet[]>> = {}) {
    this.sets = sets;
  }

  async cloudDns(access: CloudDnsAccess): Promise<CloudDnsService> {
    this.cloudDnsAccess = access;
    const recordSets: CloudDnsService["recordSets"] = async ({ project, zone }) => {
      this.asked.push(`${project}:${zone}`);
      const value = this.sets[`${project}:${zone}`];
      return value === undefined ? { ok: false, failure: NO_SUCH_MANAGED_ZONE } : { ok: true, value };
    };
    return {
      recordSets,
      async managedZone(place) {
        const asked = await recordSets(place);
        return asked.ok ? { ok: true, value: undefined } : asked;
      },
    };
  }

  async azure(access: AzureAccess): Promise<AzureService> {
    this.azureAccess = access;
    return {
      recordSets: async ({ resourceGroup, zone, isPrivate }) => {
        const place = `${isPrivate ? "private " : ""}${resourceGroup}:${zone}`;
        this.asked.push(place);
        const value = this.azureSets[place];
        return value === undefined ? { ok: false, failure: NO_SUCH_RESOURCE } : { ok: true, value };
      },
    };
  }

  async route53(access: Route53Access): Promise<Route53Service> {
    this.access = access;
    return {
      listHostedZonesByName: async (zone, id) => {
        this.asked.push(`zone ${zone} ${id}`);
        const failure = await this.#failure(access);
        return failure === undefined ? { ok: true, value: undefined } : { ok: false, failure };
      },
      listResourceRecordSets: async (id): Promise<Asked<readonly CloudRecordSet[], AwsFailure>> => {
        this.asked.push(`sets ${id}`);
        const failure = await this.#failure(access);
        if (failure !== undefined) return { ok: false, failure };
        const value = this.sets[id];
        return value === undefined ? { ok: false, failure: NO_SUCH_ZONE } : { ok: true, value };
      },
      close: () => this.asked.push("close"),
    };
  }

  async #failure({ keys }: Route53Access): Promise<AwsFailure | undefined> {
    if (this.failure !== undefined || typeof keys !== "function") return this.failure;
    try {
      await keys();
      return undefined;
    } catch (error) {
      if (error instanceof AwsKeysFault) return { kind: "keys", text: error.message };
      throw error;
    }
  }
}

const NO_SUCH_MANAGED_ZONE: CloudDnsFailure = {
  kind: "refused",
  status: 404,
  message: "not there",
  errors: [{ reason: "notFound", message: "not there" }],
  body: "",
};

const NO_SUCH_RESOURCE: AzureFailure = {
  kind: "refused",
  status: 404,
  code: "ResourceNotFound",
  message: "The resource was not found.",
};

const NO_SUCH_ZONE: AwsFailure = {
  kind: "refused",
  status: 404,
  requestId: "r-1",
  code: "NoSuchHostedZone",
  message: "No hosted zone found",
  attempts: 1,
};
