/** What `diff` is given as a side: a folder, a Corefile, standard input, a revision of git. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isRevision, kindInRevision, sideOfRevision } from "../../server/engine/behaviour-diff/revision.ts";
import type { Side } from "../../server/engine/behaviour-diff/side.ts";
import { CLUSTER_FOLDER } from "../../server/engine/model-cluster.ts";
import { chooseConfiguration } from "../query/configuration.ts";
import { isFolder } from "../read-input.ts";

const COREFILE = "Corefile";

/** The side that a word names, or why there is none. */
export async function readSideOf(
  word: string,
  cluster: string | undefined,
): Promise<Side | { readonly reason: string }> {
  const side = await sideNamed(word);
  if ("reason" in side || cluster === undefined) return side;
  return isFolder(cluster)
    ? { ...side, cluster: resolve(cluster) }
    : { reason: `--cluster: ${cluster} is not a folder` };
}

async function sideNamed(word: string): Promise<Side | { readonly reason: string }> {
  if (word !== "-" && !existsSync(word)) return sideOfGit(word);
  const corefile = word !== "-" && isFolder(word) ? resolve(word, COREFILE) : resolve(word);
  const isPlain = word !== "-" && existsSync(corefile) && !/\.(ya?ml|json)$/.test(corefile);
  const root = word === "-" ? process.cwd() : dirname(corefile);
  const besides = existsSync(resolve(root, CLUSTER_FOLDER)) ? { cluster: CLUSTER_FOLDER } : {};
  const chosen = await chooseConfiguration(word);
  if ("reason" in chosen) return chosen;
  if (isPlain && chosen.overlay === undefined) return { title: word, root, corefile: basename(corefile), ...besides };
  if (chosen.overlay === undefined) return ofText(Object.values(chosen.drafts)[0] ?? "", { root, ...besides });
  const { overlay, corefile: mounted } = chosen;
  return { title: titleOf(word), root: process.cwd(), corefile: mounted, overlay, ...besides };
}

/** A Corefile that lies nowhere stands in the place of the one of its folder. */
function ofText(text: string, { root, ...side }: Pick<Side, "root" | "cluster">): Side {
  const overlay = { texts: new Map([[resolve(root, COREFILE), text]]) };
  return { ...side, title: titleOf("-"), root, corefile: COREFILE, overlay };
}

const titleOf = (word: string): string => (word === "-" ? "standard input" : word);

/** `REV:PATH` names a Corefile or a folder with one, `REV` this folder. */
async function sideOfGit(word: string): Promise<Side | { readonly reason: string }> {
  const colon = word.indexOf(":");
  const revision = colon < 0 ? word : word.slice(0, colon);
  if (revision === "" || revision.startsWith("-") || !(await isRevision(process.cwd(), revision)))
    return { reason: `${word}: neither a file, nor a folder, nor a revision of git` };
  const named = colon < 0 ? "." : word.slice(colon + 1);
  const isTree = (await kindInRevision(process.cwd(), { revision, path: named })) === "folder";
  const path = isTree ? join(named, COREFILE) : named;
  // A folder that the revision has need not be here any more: paths in the Corefile start beside it.
  const folder = resolve(dirname(path));
  const place = existsSync(folder) ? { folder, corefile: basename(path) } : { folder: process.cwd(), corefile: path };
  return sideOfRevision({ ...place, revision, title: word });
}
