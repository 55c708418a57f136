/** One start of a coredns binary on a snapshot: laid out, run, and up or refused. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Configuration, startOf } from "../../lib/corefile/configuration.ts";
import type { Environment } from "../../lib/corefile/imports/environment.ts";
import { resolveKeys, type ServerBlockKey } from "../../lib/corefile/keys.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import type { Files } from "../../lib/ports/files.ts";
import type { Host } from "../../lib/ports/host.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import type { Refused, Snapshot } from "../engine/engine.ts";
import { ReadFiles } from "../engine/read-files.ts";
import { workspaceSettings } from "../engine/workspace-settings.ts";
import { type Overlay, overlayFiles } from "../host/overlay-files.ts";
import { jailFiles } from "../workspaces/jailed-files.ts";
import type { Binary } from "./binary.ts";
import { type DeskCorefile, deskCorefile, TRACING_PLUGIN } from "./desk-corefile.ts";
import { DeskPaths, TooManyFiles } from "./desk-paths.ts";
import type { DeskPlaces } from "./desk-places.ts";
import { type KeptProcess, keepProcess } from "./kept-process.ts";
import { COREFILE, refusalOf } from "./refusal-words.ts";
import { withWantedPlaces } from "./wanted-places.ts";

const STARTS_WITHIN_MS = 30_000;
/** So long spans wait for others. */
const SPANS_WITHIN = "20ms";
/** What releases say that cannot be told so. */
const NO_INTERVAL = "zipkin_max_batch_interval";
/** CoreDNS prints it once all listeners are open. */
const BANNER = /^CoreDNS-/;

/** What a start needs. */
export interface StartOrder {
  readonly binary: Binary;
  readonly host: Pick<Host, "files" | "identity">;
  readonly places: DeskPlaces;
  readonly overlay?: Overlay | undefined;
  readonly defaultPort: number;
  /** The collector's URL; nothing is told of queries without it. */
  readonly spansTo?: string | undefined;
  readonly onLine: (line: string) => void;
  /** Called with the process before it is up, so that it can be ended. */
  readonly starting: (process: KeptProcess) => void;
}

/** It serves. */
export interface StartedCoredns extends DeskCorefile {
  readonly kind: "started";
  readonly process: KeptProcess;
  /** A hash over what it was made of. */
  readonly configuration: string;
}

/** Starts it. Rejects when there is no free port. */
export async function startCoredns(snapshot: Snapshot, order: StartOrder): Promise<StartedCoredns | Refused> {
  if (snapshot.isForeign === true) return refused([problemIn(snapshot, FOREIGN)]);
  const read = await readSnapshot(snapshot, order);
  if ("kind" in read) return read;
  const url = order.binary.plugins.has(TRACING_PLUGIN) ? order.spansTo : undefined;
  const first = await startOnce(read, order, url === undefined ? undefined : { url, within: SPANS_WITHIN });
  const isOld = first.kind === "refused" && first.problems.some(({ message }) => message.includes(NO_INTERVAL));
  return isOld && url !== undefined ? startOnce(read, order, { url }) : first;
}

const FOREIGN = "this folder came from a link or a file of somebody else: the coredns binary is not started on it";

/** A snapshot as it is read. */
interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly configuration: Configuration;
  readonly keys: readonly (readonly ServerBlockKey[])[];
  readonly environment: Environment;
  readonly files: ReadFiles;
}

async function readSnapshot(snapshot: Snapshot, order: StartOrder): Promise<ReadSnapshot | Refused> {
  const jailed = jailFiles(order.host.files, snapshot);
  const seen = order.overlay === undefined ? jailed : overlayFiles(jailed, order.overlay);
  const environment = { ...snapshot.environment, ...(await variablesOf(seen, snapshot)) };
  const files = new ReadFiles(seen, environment);
  const configuration = configurationOf(snapshot, files, undefined);
  if ("kind" in configuration) return configuration;
  if (hasErrors(configuration)) {
    // CoreDNS ends at a directive that it does not know before it comes to what is wrong behind it.
    const known = configurationOf(snapshot, files, order.binary.plugins);
    return "kind" in known ? known : refused(known.problems.filter(isError));
  }
  const { blocks: keys, problems } = resolveKeys(configuration, String(order.defaultPort));
  return problems.length > 0 ? refused(problems) : { snapshot, configuration, keys, environment, files };
}

async function variablesOf(files: Files, { settings: path }: Snapshot): Promise<Environment> {
  return path === undefined ? {} : (await workspaceSettings(files, path)).settings.environment;
}

const isError = ({ severity }: Problem): boolean => severity === "error";

function hasErrors({ problems }: Configuration): boolean {
  return problems.some(isError);
}

/** Without the binary's directives none is unknown: that is CoreDNS's own to say. */
function configurationOf(
  snapshot: Snapshot,
  files: ReadFiles,
  directives: ReadonlySet<string> | undefined,
): Configuration | Refused {
  const { corefile: file } = snapshot;
  const visible = corefileFiles(files);
  const text = visible.read(file);
  if (typeof text !== "string") return refused([problemIn(snapshot, text.error)]);
  return loadCorefile({ file, text, files: visible, environment: files.environment, directives });
}

async function startOnce(
  { snapshot, configuration, keys, environment, files }: ReadSnapshot,
  order: StartOrder,
  spans: { readonly url: string; readonly within?: string } | undefined,
): Promise<StartedCoredns | Refused> {
  const { places, host, overlay, binary, onLine, starting } = order;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "corefile-studio-coredns-")));
  const leave = (problems: readonly Problem[]): Refused => {
    rmSync(folder, { recursive: true, force: true });
    return refused(problems);
  };
  const paths = new DeskPaths({ folder, root: snapshot.root, hides: overlay?.hides, files });
  const corefile = await deskCorefile({ configuration, keys, places, paths, identity: host.identity, spans });
  const errors = corefile.remarks.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return leave(errors);
  const tooMany = layOut(paths, corefile.text);
  if (tooMany !== undefined) return leave([problemIn(snapshot, tooMany)]);
  const said: string[] = [];
  let banner: () => void = () => undefined;
  const up = new Promise<true>((resolve) => {
    banner = () => resolve(true);
  });
  const process = keepProcess({
    command: [...binary.command, "-conf", COREFILE],
    folder,
    environment,
    onOutput: (line) => {
      if (BANNER.test(line)) banner();
      onLine(paths.asWritten(line));
    },
    onError: (line) => said.push(line),
  });
  starting(process);
  const late = setTimeout(() => {
    said.push(`coredns was not up within ${STARTS_WITHIN_MS / 1000} s`);
    process.end();
  }, STARTS_WITHIN_MS);
  const outcome = await Promise.race([up, process.ended]);
  clearTimeout(late);
  if (outcome === true) return { kind: "started", ...corefile, process, configuration: files.identity };
  const { origins, listeners } = corefile;
  const asWritten = (text: string): string => withWantedPlaces(paths.asWritten(text), listeners);
  const placeOf = (directive: string): Range | undefined =>
    configuration.blocks.flatMap(({ directives }) => directives.get(directive)?.[0]?.range ?? [])[0];
  return refused([refusalOf(said, outcome, { origins, asWritten, placeOf, corefile: snapshot.corefile })]);
}

/** Lays the files out, the Corefile over all others; or why not. */
function layOut(paths: DeskPaths, text: string): string | undefined {
  try {
    paths.layOut();
    rmSync(join(paths.folder, COREFILE), { recursive: true, force: true });
    writeFileSync(join(paths.folder, COREFILE), text);
    return undefined;
  } catch (error) {
    if (error instanceof TooManyFiles) return error.message;
    throw error;
  }
}

function refused(problems: readonly Problem[]): Refused {
  return { kind: "refused", problems };
}

function problemIn({ corefile }: Snapshot, message: string): Problem {
  return { code: "coredns.not-started", severity: "error", cause: "here", message, range: startOf(corefile) };
}
