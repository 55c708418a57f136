/** The studio of this process: one open workspace, and windows with an engine each. */
import type { z } from "zod";
import type { CheckedCompareRequest, CompareReply } from "../../lib/api/behaviour-diff.ts";
import type { CheckReply, Drafts } from "../../lib/api/check.ts";
import type { ControlRequest, EngineInfo, NamesReply } from "../../lib/api/engine.ts";
import type { ObservedReply } from "../../lib/api/events.ts";
import type { ExportReply } from "../../lib/api/kubernetes.ts";
import type { OpenRequest, PackReply, packRequestSchema } from "../../lib/api/open-workspace.ts";
import type { PodClient, PodClientReply } from "../../lib/api/pod.ts";
import type { CheckedTestRunRequest, TestRunReply } from "../../lib/api/tests.ts";
import type {
  ChangedReply,
  DeleteRequest,
  ExamplesReply,
  FileReply,
  RenameRequest,
  Workspace,
  WriteFileRequest,
} from "../../lib/api/workspace.ts";
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import type { Clock } from "../../lib/ports/clock.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import type { PortPreference, Snapshot } from "../engine/engine.ts";
import { CLUSTER_FOLDER } from "../engine/model-cluster.ts";
import { Checkers } from "../engine/worker/checkers.ts";
import { WorkerEngine } from "../engine/worker/worker-engine.ts";
import { WorkerHost } from "../engine/worker/worker-host.ts";
import { systemClock } from "../host/clock.ts";
import { exportFolder } from "../kubernetes/export-folder.ts";
import { allowedEnvironment } from "../workspaces/allowed-environment.ts";
import type { WorkspaceFolder } from "../workspaces/folder.ts";
import { folderFor } from "../workspaces/folder-for.ts";
import type { TypedFolder } from "../workspaces/folder-language.ts";
import { listExamples, studioHome } from "../workspaces/home.ts";
import { allowedPaths } from "../workspaces/jailed-files.ts";
import { packFolder } from "../workspaces/pack-folder.ts";
import { Refusal } from "../workspaces/refusal.ts";
import { listCopies } from "../workspaces/shared-folders.ts";
import { compareFolder } from "./behaviour-diff.ts";
import { Connections } from "./connections.ts";
import { EngineControl } from "./engine-control.ts";
import { EventHub } from "./event-hub.ts";
import { KubernetesControl } from "./kubernetes.ts";
import { describePods } from "./pod.ts";
import { rehearsalOf } from "./rehearsal.ts";
import { type Checker, refuseDeath, StudioWindow } from "./studio-window.ts";
import { TestRuns } from "./test-runs.ts";
import { Windows } from "./windows.ts";

const DEFAULT_MEMORY_MB = 1024;
const WORKER = new URL("../engine/worker/worker.ts", import.meta.url);

export interface StudioOptions {
  /** The folder to open; the sample if left out. */
  readonly folder?: string | undefined;
  /** Where the sample and copies of examples are. */
  readonly home?: string | undefined;
  /** The file that engine workers run, for tests. */
  readonly entry?: string | URL;
  /** Memory for the engine's objects, in MiB. */
  readonly memoryMb?: number;
  /** The variables of this process that a Corefile may see; none if left out. */
  readonly environment?: Workspace["environment"];
  /** By which a window that is gone ends, for tests. */
  readonly clock?: Clock;
}

/** Texts to check; `corefile` is the file to read as the Corefile, when it is not the folder's own. */
interface CheckOrder {
  readonly drafts: Drafts;
  readonly corefile?: string | undefined;
}

interface PodClientOrder {
  readonly drafts: Drafts;
  readonly client?: PodClient | undefined;
}

interface WindowWorld {
  readonly clock: Clock;
  readonly makeEngine: () => WorkerEngine;
}

/** Everything that routes may ask. Methods throw a `Refusal` for what cannot be done. */
export class Studio {
  /** What is told to all windows. */
  readonly events = new EventHub();
  readonly windows: Windows;
  /** The user's own clusters. */
  readonly kubernetes: KubernetesControl;
  readonly #options: StudioOptions;
  readonly #checkers: Checkers;
  /** Checks for windows that have no engine. */
  readonly #spare: Checker;
  readonly #connections: Connections;
  #folder: WorkspaceFolder;

  constructor(options: StudioOptions = {}) {
    this.#options = options;
    const { clock = systemClock, entry = WORKER, memoryMb = DEFAULT_MEMORY_MB } = options;
    const onFault = (details: string): unknown => process.stderr.write(`The engine failed: ${details}\n`);
    const worker = { entry, memoryMb, onFault };
    // Half of it: the engine that serves holds two configurations while one takes the other's place.
    const checker = { ...worker, memoryMb: Math.ceil(memoryMb / 2), onNotice: () => {}, onDeath: () => {} };
    this.#checkers = new Checkers(() => new WorkerHost(checker), clock);
    const makeEngine = (): WorkerEngine => new WorkerEngine({ worker, checkers: this.#checkers });
    this.#spare = makeEngine();
    this.windows = new Windows((ports) => this.#makeWindow(ports, { clock, makeEngine }), clock);
    this.#connections = new Connections(clock, () => {
      for (const window of this.windows.all) window.folderChanged();
    });
    this.#folder = this.#openFolder({ kind: "home" });
    const backups = {
      require: (meant: string) => this.#requireFolder(meant),
      write: async (path: string, text: string) => void (await this.#folder.write({ path, text, baseRevision: null })),
    };
    const now = (): Date => new Date(clock.nowMs());
    this.kubernetes = new KubernetesControl(backups, { clusterFolder: CLUSTER_FOLDER, now });
  }

  /** The window of this ID, made when it is new. */
  window(id: string): StudioWindow {
    return this.windows.of(id);
  }

  /** What is open. */
  workspace(): Workspace {
    return this.#folder.describe();
  }

  readFile(path: string): FileReply {
    return this.#folder.read(path);
  }

  /** Writes a file; the engines take it up by themselves. `window` is the one whose unsaved text it was. */
  async writeFile(request: WriteFileRequest, window: string): Promise<ChangedReply> {
    this.#requireFolder(request.folder);
    const revision = await this.#withoutDraft(request.path, window, () => this.#folder.write(request));
    return { revision, workspace: this.workspace() };
  }

  async renameFile(request: RenameRequest): Promise<ChangedReply> {
    this.#requireFolder(request.folder);
    await this.#folder.rename(request);
    return { workspace: this.workspace() };
  }

  async deleteFile({ path, folder }: DeleteRequest, window: string): Promise<ChangedReply> {
    this.#requireFolder(folder);
    await this.#withoutDraft(path, window, () => this.#folder.delete(path));
    return { workspace: this.workspace() };
  }

  /** Opens another workspace, or makes another file of this one the Corefile. */
  open(request: OpenRequest): Workspace {
    if (request.kind === "corefile") {
      this.#folder.chooseCorefile(request.path);
      return this.workspace();
    }
    const opened = this.#openFolder(request);
    this.#folder.close();
    this.#folder = opened;
    const workspace = this.workspace();
    this.events.tell({ kind: "workspace", workspace, changed: [] });
    for (const window of this.windows.all) window.folderReplaced();
    return workspace;
  }

  examples(): ExamplesReply {
    return { examples: listExamples(), copies: listCopies(this.#home) };
  }

  /** Problems of the texts; what serves is left alone. */
  check({ drafts, corefile }: CheckOrder, window: string): Promise<CheckReply> {
    const order = { ...this.#snapshot(drafts), ...(corefile === undefined ? {} : { corefile }) };
    return this.#checker(window).check(order);
  }

  /** What lint has to say about the texts. */
  advise({ drafts }: CheckOrder, window: string): Promise<CheckReply> {
    return this.#checker(window).advise(this.#snapshot(drafts));
  }

  /** What the texts answer in another way than an older side; a `cancel` with the ID ends it with what was found so far. */
  compare(request: CheckedCompareRequest, id: string, signal: AbortSignal): Promise<CompareReply> {
    const window = this.window(id);
    const { origin, name } = this.workspace();
    const folder = { snapshot: this.#snapshot({}), example: origin === "example" ? name : undefined };
    return window.cancellable(request.id, signal, (both) =>
      compareFolder(folder, request, {
        signal: both,
        onProgress: ({ asked, total, changed }) =>
          window.events.tell({
            kind: "comparing",
            id: request.id,
            asked,
            changed,
            ...(total === undefined ? {} : { total }),
          }),
      }),
    );
  }

  /** The Corefile and the files that it names, as a cluster takes them. */
  exportManifests(drafts: Drafts): ExportReply {
    return exportFolder(this.#typed(drafts));
  }

  /** The files of the workspace in one piece. */
  pack({ drafts, scope }: z.output<typeof packRequestSchema>): PackReply {
    return packFolder(this.#typed(drafts), scope);
  }

  /** Which pods the texts have, and the resolv.conf of one. */
  async podClient({ drafts, client }: PodClientOrder, window: string): Promise<PodClientReply> {
    return describePods(await this.#checker(window).pods(this.#snapshot(drafts)).catch(refuseDeath), client);
  }

  /** Runs the tests of the folder on an engine of their own, with what is not saved over them. */
  async runTests(
    { id, drafts, lines, useRealUpstreams }: CheckedTestRunRequest,
    { window, signal }: { readonly window: string; readonly signal: AbortSignal },
  ): Promise<TestRunReply> {
    const { connection: _cluster, ...snapshot } = this.#snapshot(drafts);
    const text = drafts[TESTS_FILE] ?? this.#folder.read(TESTS_FILE).text;
    const paths = [...new Set([...this.workspace().files.map(({ path }) => path), ...Object.keys(drafts)])];
    return this.window(window).runTests({ id, snapshot, text, paths, lines, useRealUpstreams }, signal);
  }

  async control(request: ControlRequest, id: string): Promise<EngineInfo> {
    const window = this.window(id);
    if (request.action === "cancel") window.cancel(request.askId);
    else if (request.action === "stop") await window.engine.stop();
    else if (request.action === "connect") await this.#connections.connect(this.#folder.root, request.context);
    else if (request.action === "disconnect") this.#connections.disconnect(this.#folder.root);
    else if (request.action === "take-ports") await this.windows.takePorts(id);
    else await window.restart();
    return window.engine.info;
  }

  /** Names that the window's engine has an answer for, like what was typed. */
  async names(typed: string, id: string): Promise<NamesReply> {
    const names = await this.window(id).engine.names(typed);
    return { names: names.map(({ name, type, about }) => ({ name, type, about })) };
  }

  /** Why a query that the window's engine served was answered as it was, when that is still known. */
  async explanation(queryId: number, id: string): Promise<ObservedReply> {
    const explanation = await this.window(id).engine.explanation(queryId);
    return explanation === undefined ? {} : { explanation };
  }

  /** Ends all engines and stops watching the folder. */
  async close(): Promise<void> {
    this.#folder.close();
    this.#connections.close();
    await Promise.all([this.windows.close(), this.#checkers.close()]);
  }

  /** Who checks for a window: its questions are worked on one after the other. */
  #checker(window: string): Checker {
    return this.windows.find(window)?.checker ?? this.#spare;
  }

  /** Files can be written from windows without an engine, too. */
  #withoutDraft<Value>(path: string, id: string, change: () => Promise<Value>): Promise<Value> {
    const window = this.windows.find(id);
    return window === undefined ? change() : window.withoutDraft(path, change);
  }

  #makeWindow(ports: PortPreference, { clock, makeEngine }: WindowWorld): StudioWindow {
    const events = new EventHub();
    const own = makeEngine();
    const engine = new EngineControl({
      engine: own,
      ports,
      tell: (event) => events.tell(event),
      nowMs: () => clock.nowMs(),
    });
    const rehearsal = rehearsalOf(makeEngine, clock);
    const snapshot = (drafts: Drafts): Snapshot => this.#snapshot(drafts);
    const tests = new TestRuns({
      engine: makeEngine(),
      checker: own,
      clock,
      tell: (progress) => events.tell({ kind: "tests", progress }),
    });
    return new StudioWindow({ events, engine, checker: own, rehearsal, tests, snapshot });
  }

  #typed(drafts: Drafts): TypedFolder {
    const { root, corefile } = this.#folder;
    const { files, environment } = this.workspace();
    return { root, corefile, drafts, paths: files.map(({ path }) => path), environment };
  }

  #snapshot(drafts: Drafts): Snapshot {
    const { root, corefile, isReadOnly: isForeign } = this.#folder;
    const connection = this.#connections.of(root);
    return {
      root,
      corefile,
      drafts,
      ...(isForeign
        ? { allowed: allowedPaths({}), environment: {}, isForeign }
        : { allowed: allowedPaths(), environment: this.#options.environment ?? {} }),
      settings: SETTINGS_FILE,
      cluster: CLUSTER_FOLDER,
      ...(connection === undefined ? {} : { connection }),
    };
  }

  /** A page that has not heard of the folder that another window opened must not change files of the same names there. */
  #requireFolder(meant: string | undefined): void {
    if (meant === undefined || meant === this.#folder.root) return;
    throw new Refusal(410, `${meant} is no longer open: another window opened ${this.#folder.root}`, "Open it again.");
  }

  #openFolder(request: Exclude<OpenRequest, { kind: "corefile" }>): WorkspaceFolder {
    const { folder: startedOn, environment } = this.#options;
    const folder = folderFor(request, { home: this.#home, startedOn, environment, open: this.#folder });
    folder.onChange((workspace, changed) => {
      this.events.tell({ kind: "workspace", workspace, changed: [...changed] });
      for (const window of this.windows.all) window.folderChanged();
    });
    return folder;
  }

  get #home(): string {
    return this.#options.home ?? studioHome();
  }
}

const KEPT = Symbol.for("corefile-studio");

/** The one studio of this process; Next may load its routes in several copies, so it is kept beside them. */
export function theStudio(): Studio {
  const kept: unknown = Reflect.get(globalThis, KEPT);
  if (kept instanceof Studio) return kept;
  const made = new Studio({ folder: process.env.COREFILE_STUDIO_DIR, environment: allowedEnvironment() });
  Reflect.set(globalThis, KEPT, made);
  return made;
}
