/** ConfigMaps in manifests: their texts, and where each character of them stands in the manifest. */
import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLMap } from "yaml";
import { LineIndex } from "../text/line-index.ts";
import type { Position } from "../text/position.ts";
import { aliasesIn } from "../yaml/aliases.ts";
import { placesOf } from "./scalar-places.ts";

/** A key of a ConfigMap's `data`, which a pod sees as a file. */
export interface ConfigMapEntry {
  readonly key: string;
  readonly text: string;
  /** Where a character of the text stands in the manifest. */
  place(offset: number): Position;
}

/** A ConfigMap. */
export interface ConfigMap {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly entries: readonly ConfigMapEntry[];
}

/** The ConfigMaps of a manifest; or why it is not YAML, and where. */
export type ManifestRead =
  | { readonly kind: "manifest"; readonly configMaps: readonly ConfigMap[] }
  | { readonly kind: "error"; readonly message: string; readonly at: Position };

/**
 * Reads a manifest: YAML or JSON, one document or several, ConfigMaps by themselves or in lists. What is no ConfigMap is
 * passed over.
 */
export function readManifest(text: string): ManifestRead {
  const lines = new LineIndex("", text);
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false });
  const configMaps: ConfigMap[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error !== undefined) return { kind: "error", message: error.message, at: lines.position(error.pos[0]) };
    collect(document.contents, { aliases: aliasesIn(document), text, lines, configMaps });
  }
  return { kind: "manifest", configMaps };
}

interface Reading {
  /** What each alias stands for. */
  readonly aliases: ReadonlyMap<unknown, Node>;
  readonly text: string;
  readonly lines: LineIndex;
  readonly configMaps: ConfigMap[];
}

function collect(node: unknown, reading: Reading): void {
  if (!isMap(node)) return;
  const kind = textAt(node, "kind", reading) ?? "";
  if (kind === "ConfigMap") reading.configMaps.push(readConfigMap(node, reading));
  if (!kind.endsWith("List")) return;
  const items = resolve(node.get("items", true), reading);
  if (isSeq(items)) for (const item of items.items) collect(resolve(item, reading), reading);
}

function readConfigMap(node: YAMLMap, reading: Reading): ConfigMap {
  const metadata = resolve(node.get("metadata", true), reading);
  const data = resolve(node.get("data", true), reading);
  return {
    name: isMap(metadata) ? textAt(metadata, "name", reading) : undefined,
    namespace: isMap(metadata) ? textAt(metadata, "namespace", reading) : undefined,
    entries: isMap(data) ? data.items.flatMap(({ key, value }) => readEntry(key, value, reading)) : [],
  };
}

function readEntry(key: unknown, value: unknown, reading: Reading): ConfigMapEntry[] {
  const node = resolve(value, reading);
  if (!isScalar(key) || !isScalar(node) || typeof node.value !== "string") return [];
  const { value: text, type, range } = node;
  if (range === null || range === undefined) return [];
  let places: Uint32Array | undefined;
  const place = (offset: number): Position => {
    const style = type ?? "PLAIN";
    places ??= placesOf({ value: text, style, text: reading.text, start: range[0], end: range[1] });
    return reading.lines.position(places[Math.min(Math.max(offset, 0), text.length)] ?? range[0]);
  };
  return [{ key: String(key.value), text, place }];
}

function textAt(node: YAMLMap, key: string, reading: Reading): string | undefined {
  const value = resolve(node.get(key, true), reading);
  return isScalar(value) && typeof value.value === "string" ? value.value : undefined;
}

function resolve(value: unknown, { aliases }: Reading): Node | unknown {
  return isAlias(value) ? aliases.get(value) : value;
}
