/** `corefile-studio import`: a folder out of a manifest, of Helm values, or of a cluster. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ClusterImportReply } from "../lib/api/kubernetes.ts";
import { type ImportPlan, planImports } from "../lib/kubernetes/import-plan.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { connect } from "../server/kubernetes/connection.ts";
import { importCluster } from "../server/kubernetes/import-cluster.ts";
import { Refusal } from "../server/workspaces/refusal.ts";
import { replaceFile } from "../server/workspaces/replace-file.ts";
import { printableLine } from "./printable.ts";
import { readInput, readStandardInput } from "./read-input.ts";
import { type GivenOptions, readOptions } from "./read-options.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio import";
const USAGE = `Usage: corefile-studio import FILE [DIR] [options]
       corefile-studio import --context NAME [DIR] [options]

Makes a folder with a Corefile out of a manifest (ConfigMaps coredns, coredns-custom, node-local-dns; HelmChartConfig), of
Helm values (servers) or the configuration of the EKS add-on; or out of a cluster, which is only read. - reads standard
input. Without DIR: this folder.

  --context NAME    a context of the kubeconfig; there is no default
  --namespace NAME  where CoreDNS is (kube-system)
  --snapshot        also writes Services, EndpointSlices, Pods and Namespaces into cluster/, with nothing in them but
                    what names are made of; Secrets are never read
  --which NAME      which Corefile, when there are several: NAMESPACE/NAME
  --show            prints the effective Corefile with the origin of each line, and writes nothing
  --force           replaces files that are there and differ

Exit code: 0; 2 when nothing could be imported, or the command line is wrong.
`;

/** A mistake of the user's, in one line. */
class Complaint extends Error {}

/** Runs the subcommand; gives the exit code. */
export async function runImport(args: readonly string[]): Promise<number> {
  const given = readOptions(args, {
    switches: ["snapshot", "show", "force"],
    values: ["context", "namespace", "which"],
  });
  if ("usageProblem" in given) {
    if (given.usageProblem === "") return say(USAGE);
    process.stderr.write(usageLine(COMMAND, given.usageProblem));
    return 2;
  }
  try {
    return await importGiven(given);
  } catch (error) {
    if (!(error instanceof Complaint) && !(error instanceof Refusal)) throw error;
    const help = error instanceof Refusal ? ` ${error.help}` : "";
    process.stderr.write(`${COMMAND}: ${printableLine(`${error.message}.${help}`)}\n`);
    return 2;
  }
}

async function importGiven(given: GivenOptions): Promise<number> {
  const context = given.values.get("context");
  const [first, second, extra] = given.words;
  const [source, folder = "."] = context === undefined ? [first, second] : [undefined, first];
  if ((context === undefined ? extra : second) !== undefined) throw new Complaint("one folder at a time");
  if (context === undefined && source === undefined) throw new Complaint("say which file, or which --context");
  const found = context === undefined ? undefined : await readCluster(context, given);
  for (const line of found?.found ?? []) note(line);
  const planned = planImports(found?.manifest ?? (await readSource(source ?? "-")), "Corefile");
  if (planned.kind === "error") throw new Complaint(`this is not YAML: ${planned.message} (line ${planned.at.line})`);
  for (const line of planned.kind === "plans" ? planned.disagreements : []) note(line);
  const plan = planned.kind === "plans" ? choose(planned.plans, given.values.get("which")) : undefined;
  if (found !== undefined && found.missing.length > 0)
    note(`missing: ${found.missing.join("; ")}. Run: ${found.kubectl}`);
  if (plan === undefined && (found?.files.length ?? 0) === 0) throw new Complaint("there is no Corefile in it");
  if (given.switches.has("show")) return say((plan?.lines ?? []).map(shownLine).join(""));
  write(folder, { plan, found, force: given.switches.has("force") });
  return 0;
}

async function readCluster(context: string, { values, switches }: GivenOptions): Promise<ClusterImportReply> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort(new Complaint("stopped")));
  const connection = await connect(context);
  const namespace = values.get("namespace") ?? "kube-system";
  return importCluster(connection, {
    namespace,
    withObjects: switches.has("snapshot"),
    folder: "cluster",
    signal: stop.signal,
  });
}

async function readSource(path: string): Promise<string> {
  try {
    return (path === "-" ? await readStandardInput() : readInput(path)).toString("utf8");
  } catch (error) {
    throw new Complaint(`${path}: ${reasonOf(error)}`);
  }
}

function choose(plans: readonly ImportPlan[], which: string | undefined): ImportPlan {
  const names = plans.map(({ name }) => name).join(", ");
  const chosen = plans.find(({ name }) => which === undefined || name === which || name.endsWith(`/${which}`));
  if (chosen === undefined) throw new Complaint(`there is no Corefile ${which}; there are ${names}`);
  if (plans.length > 1 && which === undefined) note(`${chosen.name} is taken; there are ${names} (--which)`);
  return chosen;
}

/** The line, and at its end where it comes from. */
function shownLine({ text, object, key, line }: ImportPlan["lines"][number]): string {
  return `${printableLine(text).padEnd(60)}  # ${object}, ${key}:${line}\n`;
}

interface Wanted {
  readonly plan: ImportPlan | undefined;
  readonly found: ClusterImportReply | undefined;
  readonly force: boolean;
}

/** Writes all files or, when one is in the way, none. */
function write(folder: string, { plan, found, force }: Wanted): void {
  const files = [...(plan?.files ?? []), ...(found?.files ?? [])];
  const differing = files.filter(({ path, text }) => {
    const target = join(folder, path);
    return existsSync(target) && readFileSync(target, "utf8") !== text;
  });
  if (differing.length > 0 && !force) {
    throw new Complaint(`${differing.map(({ path }) => path).join(", ")} exists and differs; --force replaces it`);
  }
  for (const { path, text } of files) {
    const target = join(folder, path);
    try {
      mkdirSync(dirname(target), { recursive: true });
      replaceFile({ target, contents: Buffer.from(text, "utf8"), confirm: () => undefined });
    } catch (error) {
      throw new Complaint(`${target}: ${reasonOf(error)}`);
    }
  }
  for (const { path, key, object } of plan?.files ?? []) {
    say(`${path}${key === undefined ? "" : `  from ${object}, ${key}`}\n`);
  }
  for (const { mark, usual, means } of plan?.marks ?? []) note(`${mark} is ${usual} now: ${means}`);
  if (found !== undefined && found.files.length > 0) {
    say(
      `cluster/  ${Object.entries(found.counts)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(", ")}\n`,
    );
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function note(text: string): void {
  process.stderr.write(`${COMMAND}: ${printableLine(text)}\n`);
}
