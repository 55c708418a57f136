/**
 * A cluster's objects as manifests of a workspace: names, labels, and of the rest only what CoreDNS and a pod's resolver
 * look at. Everything else (annotations, environment, volumes, images) never gets there, and no Secret is among the kinds.
 */
import { stringify } from "yaml";
import { z } from "zod";

/** A file below the folder of manifests. */
interface SnapshotFile {
  readonly path: string;
  readonly text: string;
}

/** The objects that were kept. */
export interface Snapshot {
  readonly files: readonly SnapshotFile[];
  /** How many of each kind. */
  readonly counts: Readonly<Record<SnapshotKind, number>>;
}

export const SNAPSHOT_KINDS = ["Namespace", "Service", "EndpointSlice", "Pod"] as const;
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number];

/** A file of manifests should open in the editor at once. */
const MAX_FILE_CHARACTERS = 1_000_000;

const labels = z.record(z.string(), z.string()).optional();
const metadata = z.object({ name: z.string(), namespace: z.string().optional(), labels });
const text = z.string().optional();
const port = z.object({ name: text, port: z.number().nullish(), protocol: text });

const SHAPES = {
  Namespace: z.object({ apiVersion: z.literal("v1").default("v1"), kind: z.literal("Namespace"), metadata }),
  Service: z.object({
    apiVersion: z.literal("v1").default("v1"),
    kind: z.literal("Service"),
    metadata,
    spec: z
      .object({
        type: text,
        clusterIP: text,
        clusterIPs: z.array(z.string()).optional(),
        externalIPs: z.array(z.string()).optional(),
        externalName: text,
        selector: labels,
        publishNotReadyAddresses: z.boolean().optional(),
        ports: z.array(port.extend({ targetPort: z.union([z.string(), z.number()]).optional() })).optional(),
      })
      .optional(),
    status: z
      .object({
        loadBalancer: z.object({ ingress: z.array(z.object({ ip: text, hostname: text })).optional() }).optional(),
      })
      .optional(),
  }),
  EndpointSlice: z.object({
    apiVersion: z.literal("discovery.k8s.io/v1").default("discovery.k8s.io/v1"),
    kind: z.literal("EndpointSlice"),
    metadata,
    addressType: text,
    endpoints: z
      .array(
        z.object({
          addresses: z.array(z.string()),
          conditions: z.object({ ready: z.boolean().optional() }).optional(),
          hostname: text,
          zone: text,
          targetRef: z.object({ kind: text, name: text, namespace: text }).optional(),
        }),
      )
      .nullish(),
    ports: z.array(port).nullish(),
  }),
  Pod: z.object({
    apiVersion: z.literal("v1").default("v1"),
    kind: z.literal("Pod"),
    metadata,
    spec: z
      .object({
        hostNetwork: z.boolean().optional(),
        hostname: text,
        subdomain: text,
        dnsPolicy: text,
        dnsConfig: z
          .object({
            nameservers: z.array(z.string()).optional(),
            searches: z.array(z.string()).optional(),
            options: z.array(z.object({ name: text, value: text })).optional(),
          })
          .optional(),
      })
      .optional(),
    status: z
      .object({
        phase: text,
        podIPs: z.array(z.object({ ip: z.string() })).optional(),
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
      })
      .optional(),
  }),
} as const satisfies Readonly<Record<SnapshotKind, z.ZodType>>;

type Kept = z.infer<(typeof SHAPES)[SnapshotKind]>;

/** The manifests of these objects, a file for each namespace; `folder` is where they go. Other kinds are passed over. */
export function snapshotOf(objects: readonly unknown[], folder: string): Snapshot {
  const byFile = new Map<string, Kept[]>();
  const counts: Record<SnapshotKind, number> = { Namespace: 0, Service: 0, EndpointSlice: 0, Pod: 0 };
  for (const object of objects) {
    const kept = keep(object);
    if (kept === undefined) continue;
    counts[kept.kind] += 1;
    const { namespace = "default" } = kept.metadata;
    // No namespace has a dot in its name.
    const name = kept.kind === "Namespace" ? "all.namespaces" : namespace;
    const beside = byFile.get(name);
    if (beside === undefined) byFile.set(name, [kept]);
    else beside.push(kept);
  }
  const files = [...byFile]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, kept]) => {
      return filesOf(`${folder}/${name}`, kept);
    });
  return { files, counts };
}

function keep(object: unknown): Kept | undefined {
  for (const kind of SNAPSHOT_KINDS) {
    const read = SHAPES[kind].safeParse(object);
    if (read.success) return withoutNoise(read.data);
  }
  return undefined;
}

/** Of a pod's conditions only whether it is ready matters, and only when it is not. */
function withoutNoise(kept: Kept): Kept {
  if (kept.kind !== "Pod" || kept.status === undefined) return kept;
  const { conditions = [], ...status } = kept.status;
  const ready = conditions.filter(({ type, status: is }) => type === "Ready" && is !== "True");
  return { ...kept, status: { ...status, ...(ready.length === 0 ? {} : { conditions: ready }) } };
}

/** One file, or several where one would be too long. */
function filesOf(name: string, objects: readonly Kept[]): readonly SnapshotFile[] {
  const texts: string[] = [""];
  const place = ({ kind, metadata: { name } }: Kept): string => `${SNAPSHOT_KINDS.indexOf(kind)} ${name}`;
  const byName = objects.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  for (const object of byName) {
    const one = stringify(object, { lineWidth: 0, aliasDuplicateObjects: false });
    const last = texts.at(-1) ?? "";
    if (last === "") texts[texts.length - 1] = one;
    else if (last.length + one.length > MAX_FILE_CHARACTERS) texts.push(one);
    else texts[texts.length - 1] = `${last}---\n${one}`;
  }
  return texts.map((body, index) => ({ path: `${name}${index === 0 ? "" : `.${index + 1}`}.yaml`, text: body }));
}
