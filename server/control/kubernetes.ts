/**
 * What the API may ask of the user's own clusters. Nothing is asked of a cluster but when the user says which, and nothing
 * is written but over the version that the user has seen.
 */
import type {
  ClusterApplyReply,
  ClusterApplyRequest,
  ClusterImportReply,
  ClusterImportRequest,
  ContextsReply,
  PreviewReply,
  PreviewRequest,
  ReloadReply,
  ReloadRequest,
  RollBackRequest,
} from "../../lib/api/kubernetes.ts";
import { applyChange, previewChange, rollBack } from "../kubernetes/config-map-change.ts";
import { connect } from "../kubernetes/connection.ts";
import { listContexts } from "../kubernetes/contexts.ts";
import { importCluster } from "../kubernetes/import-cluster.ts";
import { reloadState } from "../kubernetes/reload.ts";

/** Where backups go. */
export interface BackupFolder {
  /** Refuses when another folder than this is open. */
  require(folder: string): void;
  /** Writes a new file of the open folder. */
  write(path: string, text: string): Promise<void>;
}

export class KubernetesControl {
  readonly #folder: BackupFolder;
  readonly #clusterFolder: string;
  readonly #now: () => Date;

  constructor(
    folder: BackupFolder,
    { clusterFolder, now }: { readonly clusterFolder: string; readonly now: () => Date },
  ) {
    this.#folder = folder;
    this.#clusterFolder = clusterFolder;
    this.#now = now;
  }

  /** The contexts to choose from. */
  contexts(): Promise<ContextsReply> {
    return listContexts();
  }

  /** What CoreDNS is configured by in a cluster; and the objects that its names are made of. */
  async import(
    { context, namespace, withObjects }: ClusterImportRequest,
    signal: AbortSignal,
  ): Promise<ClusterImportReply> {
    const connection = await connect(context);
    return importCluster(connection, { namespace, withObjects, folder: this.#clusterFolder, signal });
  }

  /** What a change would do; nothing is changed. */
  async preview({ context, change }: PreviewRequest, signal: AbortSignal): Promise<PreviewReply> {
    const { before, notes, owner, ...seen } = await previewChange(await connect(context), change, signal);
    return {
      ...seen,
      before: before === null ? null : { ...before },
      notes: [...notes],
      ...(owner === undefined ? {} : { owner }),
    };
  }

  /** Writes a change. What was there is kept in the folder first. */
  async apply(request: ClusterApplyRequest, signal: AbortSignal): Promise<ClusterApplyReply> {
    const { context, change, resourceVersion, folder } = request;
    this.#folder.require(folder);
    const connection = await connect(context);
    const at = this.#now().toISOString();
    let backup: string | undefined;
    const keep = async (manifest: string): Promise<void> => {
      const path = `backups/${change.name}.${at.replaceAll(/[-:]|\.\d+/g, "")}.yaml`;
      await this.#folder.write(path, `# ${change.namespace}/${change.name} of ${context}, ${at}\n${manifest}`);
      backup = path;
    };
    // Once it is under way it is not cut off: nobody would know what was written.
    signal.throwIfAborted();
    const written = await applyChange(connection, change, { resourceVersion, keep });
    return { resourceVersion: written.resourceVersion, at, ...(backup === undefined ? {} : { backup }) };
  }

  /** How far the pods are. */
  async reload({ context, ...written }: ReloadRequest, signal: AbortSignal): Promise<ReloadReply> {
    return reloadState(await connect(context), written, signal);
  }

  /** Puts back what was there before a change. */
  async rollBack({ context, ...change }: RollBackRequest): Promise<ClusterApplyReply> {
    const at = this.#now().toISOString();
    const resourceVersion = await rollBack(await connect(context), change);
    return { resourceVersion: resourceVersion ?? "", at };
  }
}
