/** Clusters on the wire: the contexts of the user's kubeconfig. */
import { z } from "zod";
import { draftsSchema } from "./check.ts";
import { fileTextSchema } from "./workspace.ts";

/** A context of a kubeconfig, as people choose it. */
const kubeContextSchema = z.object({
  name: z.string(),
  cluster: z.string(),
  /** The API server's URL; missing when the kubeconfig does not have the cluster. */
  server: z.string().optional(),
  namespace: z.string().optional(),
  user: z.string().optional(),
});

/** `GET /api/kubernetes/contexts`: read from files; no cluster is asked. */
export const contextsReplySchema = z.object({
  /** The files that were read: those of KUBECONFIG, or ~/.kube/config. */
  files: z.array(z.string()),
  contexts: z.array(kubeContextSchema),
  /** The name of kubectl's current context; the studio never takes it by itself. */
  current: z.string().optional(),
  /** Why there is none, or why not all could be read, in one sentence each. */
  problems: z.array(z.string()),
});
export type ContextsReply = z.infer<typeof contextsReplySchema>;

/** The name of a context, always said by the user. */
const contextSchema = z.string().min(1).max(512);
const namespaceSchema = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const objectNameSchema = z.string().regex(/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/);
const dataSchema = z.record(z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/), fileTextSchema);

/** `POST /api/kubernetes/import`: reads the ConfigMaps of CoreDNS, and the objects that names are made of if wanted. */
export const clusterImportRequestSchema = z.object({
  context: contextSchema,
  namespace: namespaceSchema,
  withObjects: z.boolean(),
});
export type ClusterImportRequest = z.infer<typeof clusterImportRequestSchema>;

/** What was found in a cluster. */
export const clusterImportReplySchema = z.object({
  /** ConfigMaps and HelmChartConfigs as one manifest, as if it had been pasted. */
  manifest: z.string(),
  /** What runs there, and who owns it; one sentence each. */
  found: z.array(z.string()),
  /** Manifests for `cluster/`. */
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  counts: z.record(z.string(), z.int().nonnegative()),
  /** What the user may not do: `list pods`. */
  missing: z.array(z.string()),
  /** What somebody may run who has the permission. */
  kubectl: z.string().optional(),
});
export type ClusterImportReply = z.infer<typeof clusterImportReplySchema>;

/** Keys of a ConfigMap as they should be. */
const configMapChangeSchema = z.object({
  namespace: namespaceSchema,
  name: objectNameSchema,
  data: dataSchema,
  /** True when keys that are not named go; else they stay. */
  replaces: z.boolean(),
});
export type ConfigMapChange = z.infer<typeof configMapChangeSchema>;

/** `POST /api/kubernetes/preview`: what a change would do. Nothing is changed. */
export const previewRequestSchema = z.object({ context: contextSchema, change: configMapChangeSchema });
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const previewReplySchema = z.object({
  /** The version that the preview is about; null when there is no such ConfigMap yet. */
  resourceVersion: z.string().nullable(),
  /** Its data now; null when there is none. */
  before: dataSchema.nullable(),
  /** The difference of its keys, as `diff -u` writes it; empty when nothing changes. */
  diff: z.string(),
  /** What the API server said to a dry run. */
  dryRun: z.object({ ok: z.boolean(), text: z.string() }),
  /** Who will overwrite it, if somebody will. */
  owner: z.string().optional(),
  /** What the user should know; one sentence each. */
  notes: z.array(z.string()),
});
export type PreviewReply = z.infer<typeof previewReplySchema>;

/** `POST /api/kubernetes/apply`: writes the change if the cluster still has that version; 409 when it has not. */
export const clusterApplyRequestSchema = previewRequestSchema.extend({
  resourceVersion: z.string().max(64).nullable(),
  /** The folder that the backup goes to; 410 when another one is open by now. */
  folder: z.string().max(4096),
});
export type ClusterApplyRequest = z.infer<typeof clusterApplyRequestSchema>;

export const clusterApplyReplySchema = z.object({
  resourceVersion: z.string(),
  /** Where the ConfigMap is kept as it was; missing when there was none. */
  backup: z.string().optional(),
  /** When it was written, by the API server's own clock where it tells. */
  at: z.string(),
});
export type ClusterApplyReply = z.infer<typeof clusterApplyReplySchema>;

/** `POST /api/kubernetes/reload`: whether the pods of CoreDNS have taken up what was written. */
export const reloadRequestSchema = z.object({
  context: contextSchema,
  namespace: namespaceSchema,
  name: objectNameSchema,
  resourceVersion: z.string().max(64),
  at: z.iso.datetime(),
});
export type ReloadRequest = z.infer<typeof reloadRequestSchema>;

export const reloadReplySchema = z.object({
  /** False when somebody else has changed the ConfigMap meanwhile. */
  isStored: z.boolean(),
  pods: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["waiting", "reloaded", "failed", "unknown"]),
      /** CoreDNS's own line, or why nothing is known. */
      text: z.string(),
    }),
  ),
  /** What is waited for, and how long that takes. */
  note: z.string(),
});
export type ReloadReply = z.infer<typeof reloadReplySchema>;

/** `POST /api/kubernetes/roll-back`: writes the ConfigMap as it was before, if nobody has changed it since. */
export const rollBackRequestSchema = z.object({
  context: contextSchema,
  namespace: namespaceSchema,
  name: objectNameSchema,
  resourceVersion: z.string().max(64),
  /** As the preview had it; null deletes what was made. */
  before: dataSchema.nullable(),
});
export type RollBackRequest = z.infer<typeof rollBackRequestSchema>;

/** `POST /api/kubernetes/export`: the Corefile and all files that it names, as manifests. */
export const exportRequestSchema = z.object({ drafts: draftsSchema });

export const exportReplySchema = z.object({
  /** `coredns`, and `coredns-custom` when there are additions. */
  configMaps: z.array(z.object({ name: z.string(), data: dataSchema, yaml: z.string() })),
  /** All that a CoreDNS needs in a cluster, as one file. */
  manifests: z.string(),
  notes: z.array(z.string()),
});
export type ExportReply = z.infer<typeof exportReplySchema>;
