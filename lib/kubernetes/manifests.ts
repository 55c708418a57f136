/** Objects in manifests that stand for a cluster: what they are, and where they stand. */
import { type Document, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type YAMLMap } from "yaml";
import type { Position, Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import { aliasesIn } from "../yaml/aliases.ts";
import { withDefaults } from "./manifest-defaults.ts";
import { readObject } from "./read-object.ts";

/** A manifest: YAML or JSON, one document or several. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
}

/** An object as the API would have it, and the line that names it. */
export interface ManifestObject {
  readonly value: ApiObject;
  readonly at: Range;
}

/** An object of the API, as far as all kinds are alike. */
export interface ApiObject {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** The objects of manifests, and what is wrong with them. */
export interface ManifestsRead {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
}

/** The namespace of an object that names none, as with `kubectl apply`. */
const DEFAULT_NAMESPACE = "default";
const MAX_ALIASES = 1000;
const WITHOUT_NAMESPACE: ReadonlySet<string> = new Set(["Namespace", "Node"]);

/** Reads a manifest; lists are taken apart. A document that is not YAML has a problem and no objects. */
export function readManifest(file: ManifestFile): ManifestsRead {
  const objects: ManifestObject[] = [];
  const problems: Problem[] = [];
  new ManifestReader(file, objects, problems).read();
  return { objects, problems };
}

/** Reads several. */
export function readManifests(files: readonly ManifestFile[]): ManifestsRead {
  const reads = files.map(readManifest);
  return { objects: reads.flatMap(({ objects }) => objects), problems: reads.flatMap(({ problems }) => problems) };
}

/** A warning about an object of a manifest, at its line. */
export function manifestProblem(text: string, range: Range): Problem {
  const message = `${range.file}:${range.start.line}: ${text}`;
  const help = "Manifests in this folder stand for a cluster: Namespaces, Services, EndpointSlices and Pods.";
  return { code: "manifest", severity: "warning", cause: "text", message, range, help };
}

class ManifestReader {
  readonly #file: ManifestFile;
  readonly #objects: ManifestObject[];
  readonly #problems: Problem[];
  readonly #lines = new LineCounter();

  constructor(file: ManifestFile, objects: ManifestObject[], problems: Problem[]) {
    this.#file = file;
    this.#objects = objects;
    this.#problems = problems;
  }

  read(): void {
    const documents = parseAllDocuments(this.#file.text, { lineCounter: this.#lines, prettyErrors: false });
    for (const document of Array.isArray(documents) ? documents : []) {
      const [error] = document.errors;
      if (error !== undefined) this.#complain(error.message, this.#rangeOf(error.pos));
      else if (isMap(document.contents)) this.#takeDocument(document, document.contents);
    }
  }

  /** Aliases of aliases can stand for more than any memory holds. */
  #takeDocument(document: Document.Parsed, contents: YAMLMap): void {
    if (aliasesIn(document).size <= MAX_ALIASES) this.#take(document, contents);
    else this.#complain(`more than ${MAX_ALIASES} aliases in one document`, this.#placeOf(contents));
  }

  #take(document: Document.Parsed, node: YAMLMap): void {
    const at = this.#placeOf(node);
    const value = this.#valueOf(document, node, at);
    if (value === undefined) return;
    const items = node.get("items", true);
    if (!isObject(value)) this.#complain("an object has a kind and metadata", at);
    else if (!value.kind.endsWith("List") || !isSeq(items)) this.#takeObject(value, at);
    else for (const item of items.items) if (isMap(item)) this.#take(document, item);
  }

  /** Undefined when the aliases in it stand for too much, which is told. */
  #valueOf(document: Document.Parsed, node: YAMLMap, at: Range): unknown {
    try {
      return node.toJS(document);
    } catch (error) {
      this.#complain(error instanceof Error ? error.message : String(error), at);
      return undefined;
    }
  }

  #takeObject(value: ApiObject, at: Range): void {
    const object = withDefaults(WITHOUT_NAMESPACE.has(value.kind) ? value : inNamespace(value));
    const reading = readObject(object);
    if (reading.ok) this.#objects.push({ value: object, at });
    else this.#complain(reading.error, at);
  }

  /** The value of `metadata.name`; the object's beginning without one. */
  #placeOf(node: YAMLMap): Range {
    const metadata = node.get("metadata", true);
    const name = isMap(metadata) ? metadata.get("name", true) : undefined;
    const range = isScalar(name) ? name.range : undefined;
    return this.#rangeOf(range ?? node.range ?? [0, 0]);
  }

  #rangeOf([start, end]: readonly [number, number, ...unknown[]]): Range {
    return { file: this.#file.file, start: this.#position(start), end: this.#position(end) };
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { offset, line, column: col };
  }

  #complain(text: string, range: Range): void {
    this.#problems.push(manifestProblem(text, range));
  }
}

function isObject(value: unknown): value is ApiObject {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (typeof value.kind !== "string") return false;
  return (
    value.kind.endsWith("List") ||
    ("metadata" in value && typeof value.metadata === "object" && value.metadata !== null)
  );
}

function inNamespace(value: ApiObject): ApiObject {
  return { ...value, metadata: { namespace: DEFAULT_NAMESPACE, ...value.metadata } };
}
