/** The real servers of these tests: found, or built once by Go and kept in the user's cache folder. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const COREDNS = "github.com/coredns/coredns@v1.15.0";
const API_SERVER_MODULE = join(import.meta.dirname, "kube-apiserver");

/** Where binaries are kept, outside of any clone. */
function cacheFolder(): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "corefile-studio");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The path of a program; undefined when there is none. */
export function programIn(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), join(homedir(), "go", "bin")];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Kubernetes' API server. Where it is not kept yet it is built, with patience: that takes minutes. */
export function apiServerBinary(): string {
  const goMod = readFileSync(join(API_SERVER_MODULE, "go.mod"), "utf8");
  const version = /k8s\.io\/kubernetes (v\S+)/.exec(goMod)?.[1] ?? "unknown";
  return built(`kube-apiserver-${version}`, (folder) => {
    go(["build", "-o", join(folder, "kube-apiserver"), "."], { cwd: API_SERVER_MODULE });
    return "kube-apiserver";
  });
}

/** The real CoreDNS: `COREDNS_BIN`, one in the PATH, or one that is built. */
export function corednsBinary(): string {
  const found = process.env.COREDNS_BIN ?? programIn("coredns");
  if (found !== undefined) return found;
  return built(COREDNS.replace(/^.*\//, "").replace("@", "-"), (folder) => {
    go(["install", COREDNS], { environment: { GOBIN: folder } });
    return "coredns";
  });
}

/** Debian's etcd, installed where it is missing and may be. Throws when there is none then. */
export function etcdBinary(): string {
  const found = programIn("etcd");
  if (found !== undefined) return found;
  const apt = process.getuid?.() === 0 ? "apt-get" : "sudo -n apt-get";
  process.stdout.write("No etcd found; installing Debian's etcd-server …\n");
  const install = "DEBIAN_FRONTEND=noninteractive";
  spawnSync(`${apt} update; ${install} ${apt} install -y --no-install-recommends etcd-server`, {
    shell: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const installed = programIn("etcd");
  if (installed === undefined) throw new Error("etcd is missing: install Debian's etcd-server");
  return installed;
}

/** A binary of the cache. One that is being built stands in a folder of its own until it is whole. */
function built(name: string, build: (folder: string) => string): string {
  const kept = join(cacheFolder(), name);
  if (existsSync(kept)) return kept;
  process.stdout.write(`Building ${name} once; it is kept in ${cacheFolder()} …\n`);
  const folder = mkdtempSync(join(cacheFolder(), "build-"));
  try {
    renameSync(join(folder, build(folder)), kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return kept;
}

function go(
  args: readonly string[],
  { cwd, environment = {} }: { readonly cwd?: string; readonly environment?: Readonly<Record<string, string>> },
): void {
  const program = programIn("go");
  if (program === undefined) throw new Error("Go is missing");
  const polite = process.platform === "win32" ? [program] : ["nice", "-n", "19", program];
  const [command = program, ...first] = polite;
  execFileSync(command, [...first, ...args], {
    stdio: "inherit",
    env: { ...process.env, GOFLAGS: "-buildvcs=false", ...environment },
    ...(cwd === undefined ? {} : { cwd }),
  });
}
