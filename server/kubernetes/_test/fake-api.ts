/** An API server in this process: objects that can be read, listed in pages and changed over their version, over real HTTP. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";

const PLURALS: Readonly<Record<string, readonly [group: string, plural: string]>> = {
  Namespace: ["api/v1", "namespaces"],
  Service: ["api/v1", "services"],
  Pod: ["api/v1", "pods"],
  ConfigMap: ["api/v1", "configmaps"],
  Secret: ["api/v1", "secrets"],
  EndpointSlice: ["apis/discovery.k8s.io/v1", "endpointslices"],
  Deployment: ["apis/apps/v1", "deployments"],
  HelmChartConfig: ["apis/helm.cattle.io/v1", "helmchartconfigs"],
};

const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
});
export type FakeObject = z.infer<typeof objectSchema>;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

export class FakeApi {
  /** `PUT /api/v1/…?dryRun=All`, in order. */
  readonly requests: string[] = [];
  /** Texts of `VERB PLURAL` that are refused with 403. */
  readonly forbidden = new Set<string>();
  /** Logs by the pod's name. */
  readonly logs = new Map<string, string>();
  /** The token that every request needs; none if empty. */
  token = "";
  /** How long each reply waits. */
  delayMs = 0;
  /** Called before each write, as another client would come in between. */
  beforeWrite: () => void = () => undefined;
  readonly #objects = new Map<string, FakeObject>();
  readonly #server: Server;
  #version = 100;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens on loopback with these objects. */
  static async start(objects: readonly unknown[] = []): Promise<FakeApi> {
    const api = new FakeApi();
    for (const object of objects) api.put(object);
    await new Promise<void>((listening) => api.#server.listen(0, "127.0.0.1", listening));
    return api;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  /** A kubeconfig with the context `lab` that leads here. */
  kubeconfig(): string {
    return JSON.stringify({
      clusters: [{ name: "lab", cluster: { server: this.url } }],
      users: [{ name: "me", user: this.token === "" ? {} : { token: this.token } }],
      contexts: [{ name: "lab", context: { cluster: "lab", user: "me" } }],
      "current-context": "lab",
    });
  }

  /** Makes or replaces an object, whatever its version. */
  put(value: unknown): FakeObject {
    const object = objectSchema.parse(value);
    this.#version += 1;
    const metadata = { uid: `uid-${this.#version}`, ...object.metadata, resourceVersion: String(this.#version) };
    const stored = { ...object, metadata };
    this.#objects.set(pathOf(object), stored);
    return stored;
  }

  get(kind: string, name: string, namespace = "kube-system"): FakeObject | undefined {
    return this.#objects.get(pathOf({ kind, metadata: { name, namespace } }));
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((closed) => {
      this.#server.close(() => closed());
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "GET", headers } = request;
    this.requests.push(`${method} ${request.url}`);
    if (this.delayMs > 0) await new Promise((done) => setTimeout(done, this.delayMs));
    const url = new URL(request.url ?? "/", this.url);
    if (this.token !== "" && headers.authorization !== `Bearer ${this.token}`) refuse(response, 401, "Unauthorized");
    else if (this.#isForbidden(method, url)) refuse(response, 403, `User "me" cannot ${method} ${url.pathname}`);
    else this.#answer({ method, url, body: Buffer.concat(chunks).toString("utf8") }, response);
  }

  #isForbidden(method: string, { pathname }: URL): boolean {
    return [...this.forbidden].some((text) => {
      const [verb, word = ""] = text.split(" ");
      return method === verb && pathname.split("/").includes(word);
    });
  }

  #answer(asked: Asked, response: ServerResponse): ServerResponse {
    const { method, url } = asked;
    const log = /\/pods\/([^/]+)\/log$/.exec(url.pathname)?.[1];
    if (log !== undefined) return response.writeHead(200).end(this.logs.get(log) ?? "");
    if (method === "PUT" || method === "POST") return this.#write(asked, response);
    if (method === "DELETE") return this.#delete(asked, response);
    const object = this.#objects.get(url.pathname);
    return object === undefined ? this.#list(url, response) : reply(response, 200, object);
  }

  #list(url: URL, response: ServerResponse): ServerResponse {
    const [, group = "", namespace, plural = ""] =
      /^\/((?:api|apis\/[^/]+)\/v1)(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(url.pathname) ?? [];
    const kind = Object.entries(PLURALS).find(([, [own, name]]) => own === group && name === plural)?.[0];
    if (kind === undefined) return refuse(response, 404, "the server could not find the requested resource");
    const [label = "", value] = (url.searchParams.get("labelSelector") ?? "").split("=");
    const all = [...this.#objects.values()].filter(({ kind: own, metadata }) => {
      return (
        own === kind &&
        (namespace === undefined || metadata.namespace === namespace) &&
        (value === undefined || metadata.labels?.[label] === value)
      );
    });
    const from = Number(url.searchParams.get("continue") ?? 0);
    const to = from + Number(url.searchParams.get("limit") ?? all.length);
    // As of a real server: items do not say what they are.
    const items = all.slice(from, to).map(({ kind: _kind, apiVersion: _version, ...item }) => item);
    const metadata = to < all.length ? { continue: String(to) } : {};
    return reply(response, 200, { kind: `${kind}List`, metadata, items });
  }

  #write({ method, url, body }: Asked, response: ServerResponse): ServerResponse {
    const object = objectSchema.parse(JSON.parse(body));
    if (url.searchParams.get("dryRun") !== "All") this.beforeWrite();
    const stored = this.#objects.get(pathOf(object));
    const { name, resourceVersion } = object.metadata;
    if (method === "POST" && stored !== undefined) return refuse(response, 409, `configmaps "${name}" already exists`);
    if (method === "PUT" && stored === undefined) return refuse(response, 404, `configmaps "${name}" not found`);
    if (method === "PUT" && resourceVersion !== stored?.metadata.resourceVersion)
      return refuse(
        response,
        409,
        `Operation cannot be fulfilled on configmaps "${name}": the object has been modified`,
      );
    const texts = z.record(z.string(), z.string()).safeParse(object.data ?? {});
    if (!texts.success) return refuse(response, 422, `ConfigMap "${name}" is invalid`);
    return reply(response, 200, url.searchParams.get("dryRun") === "All" ? object : this.put(object));
  }

  #delete({ url, body }: Asked, response: ServerResponse): ServerResponse {
    const stored = this.#objects.get(url.pathname);
    const options = z.object({ preconditions: z.object({ resourceVersion: z.string() }) }).safeParse(JSON.parse(body));
    if (stored === undefined) return refuse(response, 404, "not found");
    if (options.data?.preconditions.resourceVersion !== stored.metadata.resourceVersion)
      return refuse(response, 409, "Precondition failed");
    this.#objects.delete(url.pathname);
    return reply(response, 200, { kind: "Status", status: "Success" });
  }
}

function pathOf({ kind, metadata: { name, namespace } }: Pick<FakeObject, "kind" | "metadata">): string {
  const [group = "", plural = ""] = PLURALS[kind] ?? [];
  return kind === "Namespace" || namespace === undefined
    ? `/${group}/${plural}/${name}`
    : `/${group}/namespaces/${namespace}/${plural}/${name}`;
}

function refuse(response: ServerResponse, code: number, message: string): ServerResponse {
  return reply(response, code, { kind: "Status", apiVersion: "v1", status: "Failure", code, message });
}

function reply(response: ServerResponse, code: number, body: unknown): ServerResponse {
  return response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}
