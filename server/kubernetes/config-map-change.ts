/** Changes of one ConfigMap in a cluster: seen first, then written only over the version that was seen. */
import { stringify } from "yaml";
import { z } from "zod";
import type { ConfigMapChange } from "../../lib/api/kubernetes.ts";
import { ownerOf } from "../../lib/kubernetes/owner.ts";
import { unifiedDiff } from "../../lib/text/unified-diff.ts";
import { type ClusterCall, type ClusterConnection, ClusterRefusal } from "./connection.ts";

/** Under which changes stand in the object's managedFields. */
const FIELD_MANAGER = "corefile-studio";
/** Kubernetes takes no larger ConfigMap. */
const MAX_DATA_OCTETS = 1_048_576;

const storedSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  data: z.record(z.string(), z.string()).nullish(),
});
type Stored = z.infer<typeof storedSchema>;

/** A ConfigMap as it is, and what a change would make of it. */
export interface SeenChange {
  /** Null when there is no such ConfigMap yet. */
  readonly resourceVersion: string | null;
  readonly before: Readonly<Record<string, string>> | null;
  readonly diff: string;
  readonly dryRun: { readonly ok: boolean; readonly text: string };
  readonly owner: string | undefined;
  readonly notes: readonly string[];
}

/** What was written. */
export interface Written {
  readonly resourceVersion: string;
  /** The ConfigMap before, as a manifest that kubectl takes; undefined when there was none. */
  readonly before: string | undefined;
}

/** Shows what a change would do; the API server is asked whether it would take it, and changes nothing. */
export async function previewChange(
  connection: ClusterConnection,
  change: ConfigMapChange,
  signal?: AbortSignal,
): Promise<SeenChange> {
  const stored = await readConfigMap(connection, change, signal);
  const before = stored === undefined ? null : (stored.data ?? {});
  const after = dataAfter(stored, change);
  const kept = Object.keys(after).filter((key) => change.data[key] === undefined);
  const size = Object.values(after).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    resourceVersion: stored?.metadata.resourceVersion ?? null,
    before,
    diff: diffOf(before ?? {}, after),
    dryRun:
      size > MAX_DATA_OCTETS
        ? { ok: false, text: `The ConfigMap would have ${size} bytes; Kubernetes takes at most ${MAX_DATA_OCTETS}.` }
        : await dryRun(connection, { stored, change, signal }),
    owner: stored === undefined ? undefined : ownerOf(stored)?.warning,
    notes: [
      ...(stored === undefined ? [`There is no ConfigMap ${change.namespace}/${change.name} yet: it is created.`] : []),
      ...(kept.length > 0 ? [`Keys that stay as they are: ${kept.join(", ")}.`] : []),
    ],
  };
}

/**
 * Writes a change over the version that was seen (null: over none). Throws a `ClusterRefusal` with code 409 when the
 * cluster has another one. `keep` is given the ConfigMap as it was before anything is written.
 */
export async function applyChange(
  connection: ClusterConnection,
  change: ConfigMapChange,
  { resourceVersion, keep, signal }: ApplyOptions,
): Promise<Written> {
  const stored = await readConfigMap(connection, change, signal);
  const found = stored?.metadata.resourceVersion ?? null;
  if (found !== resourceVersion) throw changedMeanwhile(change);
  const before = stored === undefined ? undefined : manifestOf(stored);
  if (before !== undefined) await keep?.(before);
  const written = storedSchema.parse(await connection.send(writing({ stored, change, signal })));
  return { resourceVersion: written.metadata.resourceVersion, before };
}

export interface ApplyOptions {
  readonly resourceVersion: string | null;
  readonly keep?: (manifest: string) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Puts back what was there before a change, or deletes what it made, if the cluster still has what the change wrote. */
export async function rollBack(
  connection: ClusterConnection,
  { before, resourceVersion, ...named }: RollBack,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (before !== null) {
    const change = { ...named, data: { ...before }, replaces: true };
    return (await applyChange(connection, change, { resourceVersion, signal })).resourceVersion;
  }
  const body = { kind: "DeleteOptions", apiVersion: "v1", preconditions: { resourceVersion } };
  await connection.send({ method: "DELETE", path: pathOf(named), body, signal, needs: needs("delete", named) });
  return undefined;
}

export interface RollBack extends Named {
  readonly before: Readonly<Record<string, string>> | null;
  readonly resourceVersion: string;
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** The ConfigMap as the API has it; undefined when there is none. */
export async function readConfigMap(
  connection: ClusterConnection,
  named: Named,
  signal?: AbortSignal,
): Promise<Stored | undefined> {
  try {
    const call: ClusterCall = { method: "GET", path: pathOf(named), signal, needs: needs("get", named) };
    return storedSchema.parse(await connection.send(call));
  } catch (error) {
    if (error instanceof ClusterRefusal && error.code === 404) return undefined;
    throw error;
  }
}

interface Writing {
  readonly stored: Stored | undefined;
  readonly change: ConfigMapChange;
  readonly signal?: AbortSignal | undefined;
}

async function dryRun(connection: ClusterConnection, writing_: Writing): Promise<SeenChange["dryRun"]> {
  try {
    const call = writing(writing_);
    await connection.send({ ...call, query: { ...call.query, dryRun: "All" } });
    return { ok: true, text: "The API server would take it." };
  } catch (error) {
    if (!(error instanceof ClusterRefusal) || error.code === 0) throw error;
    if (error.code !== 403) return { ok: false, text: error.message };
    const { namespace, name } = writing_.change;
    const command = `kubectl --context ${connection.context} -n ${namespace} apply -f FILE`;
    const text = `${error.message} (missing: ${error.needs}). Keep the manifest of ${name}, and have somebody run who may: ${command}`;
    return { ok: false, text };
  }
}

/** The one request that writes: all fields of the object but its data stay as they were read, its version too. */
function writing({ stored, change, signal }: Writing): ClusterCall {
  const { namespace, name } = change;
  const query = { fieldManager: FIELD_MANAGER, fieldValidation: "Strict" };
  const data = dataAfter(stored, change);
  if (stored !== undefined) {
    const body = { apiVersion: "v1", kind: "ConfigMap", ...stored, data };
    return { method: "PUT", path: pathOf(change), query, body, signal, needs: needs("update", change) };
  }
  const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
  const path = `api/v1/namespaces/${namespace}/configmaps`;
  return { method: "POST", path, query, body, signal, needs: needs("create", change) };
}

function dataAfter(stored: Stored | undefined, { data, replaces }: ConfigMapChange): Readonly<Record<string, string>> {
  return replaces ? data : { ...stored?.data, ...data };
}

function diffOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys.map((name) => unifiedDiff({ name, before: before[name] ?? "", after: after[name] ?? "" })).join("");
}

/** The object as somebody would write it: without what the API server alone says. */
function manifestOf({ metadata, ...rest }: Stored): string {
  const { resourceVersion, uid, creationTimestamp, managedFields, generation, selfLink, ...own } = metadata;
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: own, ...rest };
  return stringify(object, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false });
}

function changedMeanwhile({ namespace, name }: Named): ClusterRefusal {
  const error = `ConfigMap ${namespace}/${name} has changed since the preview`;
  return new ClusterRefusal(409, "", { error, help: "Look at the preview again: somebody else has changed it." });
}

const pathOf = ({ namespace, name }: Named): string => `api/v1/namespaces/${namespace}/configmaps/${name}`;
const needs = (verb: string, { namespace, name }: Named): string => `${verb} configmap ${name} in ${namespace}`;
