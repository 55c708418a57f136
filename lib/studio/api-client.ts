/** The page's side of the API: one method per route, every reply read by its schema before anybody uses it. */
import type { z } from "zod";
import { type AskReply, type AskRequest, askReplySchema } from "../api/ask.ts";
import { type AskAgainReply, type AskAgainRequest, askAgainReplySchema } from "../api/ask-again.ts";
import { type CompareReply, type CompareRequest, compareReplySchema } from "../api/behaviour-diff.ts";
import { type ApplyReply, applyReplySchema, type CheckReply, checkReplySchema, type Drafts } from "../api/check.ts";
import { type ConditionsReply, type ConditionsRequest, conditionsReplySchema } from "../api/conditions.ts";
import { type CorednsProgram, type CorednsReply, corednsProgramSchema, corednsReplySchema } from "../api/coredns.ts";
import {
  type ControlRequest,
  type EngineInfo,
  engineInfoSchema,
  type NamesReply,
  namesReplySchema,
} from "../api/engine.ts";
import { type ObservedReply, observedReplySchema } from "../api/events.ts";
import { type Failure, failureSchema } from "../api/failure.ts";
import {
  type ClusterApplyReply,
  type ClusterApplyRequest,
  type ClusterImportReply,
  type ClusterImportRequest,
  type ContextsReply,
  clusterApplyReplySchema,
  clusterImportReplySchema,
  contextsReplySchema,
  type ExportReply,
  exportReplySchema,
  type PreviewReply,
  type PreviewRequest,
  previewReplySchema,
  type ReloadReply,
  type ReloadRequest,
  type RollBackRequest,
  reloadReplySchema,
} from "../api/kubernetes.ts";
import { type OpenRequest, type PackReply, type PackRequest, packReplySchema } from "../api/open-workspace.ts";
import {
  type PodClientReply,
  type PodClientRequest,
  type PodResolveReply,
  type PodResolveRequest,
  podClientReplySchema,
  podResolveReplySchema,
} from "../api/pod.ts";
import { ROUTES } from "../api/routes.ts";
import { type TestRunReply, type TestRunRequest, testRunReplySchema } from "../api/tests.ts";
import { type WhatIfReply, type WhatIfRequest, whatIfReplySchema } from "../api/what-if.ts";
import {
  type ChangedReply,
  changedReplySchema,
  type ExamplesReply,
  examplesReplySchema,
  type FileReply,
  fileReplySchema,
  type RenameRequest,
  type Workspace,
  type WriteFileRequest,
  workspaceSchema,
} from "../api/workspace.ts";

/** By which a call can be given up. */
export interface Stop {
  /** Calls the function when it is. */
  onStop(stop: () => void): void;
}

/** One HTTP request, as the page's `fetch` makes it. */
export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly stop?: Stop | undefined;
}

/** Sends a call and gives status and decoded JSON; throws when the studio's server cannot be reached. */
export type SendCall = (call: ApiCall) => Promise<{ readonly status: number; readonly body: unknown }>;

/** What a route refused to do: its sentence, and what to do about it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly failure: Failure;

  constructor(status: number, failure: Failure) {
    super(failure.error);
    this.status = status;
    this.failure = failure;
  }
}

/** Everything that the page may ask of the studio's server. Each method throws `ApiError`. */
export interface StudioApi {
  workspace(): Promise<Workspace>;
  readFile(path: string): Promise<FileReply>;
  writeFile(request: WriteFileRequest): Promise<ChangedReply>;
  deleteFile(query: { readonly path: string; readonly folder: string }): Promise<ChangedReply>;
  renameFile(request: RenameRequest): Promise<ChangedReply>;
  open(request: OpenRequest): Promise<Workspace>;
  /** The files of the workspace in one piece. */
  pack(request: PackRequest): Promise<PackReply>;
  examples(): Promise<ExamplesReply>;
  check(drafts: Drafts): Promise<CheckReply>;
  /** What lint has to say. */
  advise(drafts: Drafts): Promise<CheckReply>;
  apply(drafts: Drafts): Promise<ApplyReply>;
  ask(request: AskRequest): Promise<AskReply>;
  /** Asks texts that do not serve. */
  whatIf(request: WhatIfRequest): Promise<WhatIfReply>;
  /** The user's own CoreDNS, as far as it is there. */
  coredns(): Promise<CorednsProgram>;
  /** Asks it beside our engine. */
  askCoredns(request: AskRequest): Promise<CorednsReply>;
  /** Questions of a log, many at a time. */
  askAgain(request: AskAgainRequest): Promise<AskAgainReply>;
  /** Which pods may ask, and the resolv.conf of one. */
  podClient(request: PodClientRequest): Promise<PodClientReply>;
  /** Lets a pod's resolver ask. */
  podResolve(request: PodResolveRequest): Promise<PodResolveReply>;
  /** Runs the tests of dns-tests.yaml on an engine of their own. */
  runTests(request: TestRunRequest): Promise<TestRunReply>;
  /** What the texts of the page answer in another way than an older side. */
  compare(request: CompareRequest): Promise<CompareReply>;
  engine(): Promise<EngineInfo>;
  /** Names that the engine has an answer for, like what was typed. */
  names(typed: string): Promise<NamesReply>;
  /** What the engine holds and asks, once a change is made to happen to it. */
  impose(change: ConditionsRequest): Promise<ConditionsReply>;
  /** Why a query that the engine served was answered as it was. */
  explanation(queryId: number): Promise<ObservedReply>;
  control(request: ControlRequest): Promise<EngineInfo>;
  /** The contexts of the user's kubeconfig. */
  kubeContexts(): Promise<ContextsReply>;
  /** Reads CoreDNS's configuration from a cluster. */
  importCluster(request: ClusterImportRequest, stop?: Stop): Promise<ClusterImportReply>;
  /** What a change of a ConfigMap would do. */
  previewChange(request: PreviewRequest, stop?: Stop): Promise<PreviewReply>;
  applyChange(request: ClusterApplyRequest): Promise<ClusterApplyReply>;
  rollBackChange(request: RollBackRequest): Promise<ClusterApplyReply>;
  /** Whether the pods have taken up a change. */
  reloadState(request: ReloadRequest, stop?: Stop): Promise<ReloadReply>;
  /** The Corefile and its files as ConfigMaps and manifests. */
  exportManifests(drafts: Drafts): Promise<ExportReply>;
}

const UNREACHABLE: Failure = {
  error: "The studio's server does not answer.",
  help: "Check the terminal it was started in. Your text is kept in this browser.",
};

/** Makes the client out of a way to send calls. */
export function createStudioApi(send: SendCall): StudioApi {
  async function request<Schema extends z.ZodType>(schema: Schema, call: ApiCall): Promise<z.output<Schema>> {
    const { status, body } = await send(call).catch(() => {
      throw new ApiError(0, UNREACHABLE);
    });
    if (status >= 400) throw new ApiError(status, readFailure(status, body));
    const read = schema.safeParse(body);
    if (!read.success) throw new ApiError(status, unreadable(call, read.error.issues[0]?.path.join(".")));
    return read.data;
  }
  const get = <Schema extends z.ZodType>(schema: Schema, path: string) => request(schema, { method: "GET", path });
  const post = <Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) =>
    request(schema, { method: "POST", path, body });
  const ask = <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    { body, stop }: Pick<ApiCall, "body" | "stop">,
  ) => request(schema, { method: "POST", path, body, stop });
  return {
    workspace: () => get(workspaceSchema, ROUTES.workspace),
    readFile: (path) => request(fileReplySchema, { method: "GET", path: ROUTES.file, query: { path } }),
    writeFile: (body) => request(changedReplySchema, { method: "PUT", path: ROUTES.file, body }),
    deleteFile: (query) => request(changedReplySchema, { method: "DELETE", path: ROUTES.file, query: { ...query } }),
    renameFile: (body) => post(changedReplySchema, ROUTES.rename, body),
    open: (body) => post(workspaceSchema, ROUTES.open, body),
    pack: (body) => post(packReplySchema, ROUTES.pack, body),
    examples: () => get(examplesReplySchema, ROUTES.examples),
    check: (drafts) => post(checkReplySchema, ROUTES.check, { drafts }),
    advise: (drafts) => post(checkReplySchema, ROUTES.advice, { drafts }),
    apply: (drafts) => post(applyReplySchema, ROUTES.apply, { drafts }),
    ask: (body) => post(askReplySchema, ROUTES.ask, body),
    whatIf: (body) => post(whatIfReplySchema, ROUTES.whatIf, body),
    coredns: () => get(corednsProgramSchema, ROUTES.coredns),
    askCoredns: (body) => post(corednsReplySchema, ROUTES.askCoredns, body),
    askAgain: (body) => post(askAgainReplySchema, ROUTES.askAgain, body),
    podClient: (body) => post(podClientReplySchema, ROUTES.podClient, body),
    podResolve: (body) => post(podResolveReplySchema, ROUTES.podResolve, body),
    runTests: (body) => post(testRunReplySchema, ROUTES.tests, body),
    compare: (body) => post(compareReplySchema, ROUTES.compare, body),
    engine: () => get(engineInfoSchema, ROUTES.engine),
    names: (typed) => request(namesReplySchema, { method: "GET", path: ROUTES.names, query: { typed } }),
    impose: (body) => post(conditionsReplySchema, ROUTES.conditions, body),
    explanation: (queryId) =>
      request(observedReplySchema, { method: "GET", path: ROUTES.explanation, query: { query: String(queryId) } }),
    control: (body) => post(engineInfoSchema, ROUTES.control, body),
    kubeContexts: () => get(contextsReplySchema, ROUTES.kubeContexts),
    importCluster: (body, stop) => ask(clusterImportReplySchema, ROUTES.kubeImport, { body, stop }),
    previewChange: (body, stop) => ask(previewReplySchema, ROUTES.kubePreview, { body, stop }),
    applyChange: (body) => post(clusterApplyReplySchema, ROUTES.kubeApply, body),
    rollBackChange: (body) => post(clusterApplyReplySchema, ROUTES.kubeRollBack, body),
    reloadState: (body, stop) => ask(reloadReplySchema, ROUTES.kubeReload, { body, stop }),
    exportManifests: (drafts) => post(exportReplySchema, ROUTES.kubeExport, { drafts }),
  };
}

/** The failure in any thrown value; our own mistakes keep their message. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ApiError) return thrown.failure;
  const error = thrown instanceof Error ? thrown.message : String(thrown);
  return { error, help: "Reload the page; your text is kept in this browser." };
}

function readFailure(status: number, body: unknown): Failure {
  const read = failureSchema.safeParse(body);
  if (read.success) return read.data;
  return { error: `The studio's server replied with status ${status}.`, help: "Check its terminal for the reason." };
}

function unreadable({ method, path }: ApiCall, where: string | undefined): Failure {
  return {
    error: `The reply to ${method} ${path} is not what this page expects${where ? ` (at ${where})` : ""}.`,
    help: "The page and the server may have different versions: reload the page.",
  };
}
