/** `corefile-studio export`: a folder's Corefile and all that it names, as Kubernetes takes them. */
import { basename, dirname, relative, resolve } from "node:path";
import { exportFolder } from "../server/kubernetes/export-folder.ts";
import { filesBelow } from "../server/language-server/folder-files.ts";
import { Refusal } from "../server/workspaces/refusal.ts";
import { printable, printableLine } from "./printable.ts";
import { isFolder } from "./read-input.ts";
import { readOptions } from "./read-options.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio export";
const USAGE = `Usage: corefile-studio export [DIR | COREFILE] [options]

Prints the ConfigMap coredns of kube-system with the Corefile of a folder and every file that it names; what lies in
custom/ becomes coredns-custom. Paths are written as the pod has them, below /etc/coredns. Without an argument: this folder.

  --manifests      prints all that a CoreDNS needs: Deployment, Service kube-dns, account and role, too
  --cluster-ip IP  the Service's address, which pods ask (10.96.0.10)
  --image IMAGE    the Deployment's image (coredns/coredns:1.15.0)

Private keys are never printed. What does not go along is told on standard error. Nothing is sent to a cluster:
  corefile-studio export --manifests | kubectl --context NAME diff -f -

Exit code: 0; 2 when the Corefile cannot be read, or the command line is wrong.
`;

/** Runs the subcommand; gives the exit code. */
export async function runExport(args: readonly string[]): Promise<number> {
  const given = readOptions(args, { switches: ["manifests"], values: ["cluster-ip", "image"] });
  if ("usageProblem" in given) {
    if (given.usageProblem !== "") return complain(usageLine(COMMAND, given.usageProblem));
    process.stdout.write(USAGE);
    return 0;
  }
  const [path = ".", extra] = given.words;
  if (extra !== undefined) return complain(usageLine(COMMAND, `one folder at a time, and ${extra} is another`));
  const corefile = resolve(isFolder(path) ? `${path}/Corefile` : path);
  const root = dirname(corefile);
  const [clusterIp, image] = [given.values.get("cluster-ip"), given.values.get("image")];
  try {
    const paths = filesBelow(root).map((file) => relative(root, file));
    const exported = exportFolder({
      root,
      corefile: basename(corefile),
      drafts: {},
      paths,
      environment: process.env,
      options: { ...(clusterIp === undefined ? {} : { clusterIp }), ...(image === undefined ? {} : { image }) },
    });
    for (const note of exported.notes) process.stderr.write(`${COMMAND}: ${printableLine(note)}\n`);
    const isWhole = given.switches.has("manifests");
    process.stdout.write(isWhole ? exported.manifests : exported.configMaps.map(({ yaml }) => yaml).join("---\n"));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return complain(`${COMMAND}: ${printable(error.message)}\n`);
  }
}

function complain(text: string): number {
  process.stderr.write(text);
  return 2;
}
