/** A load of queries over UDP from a process of its own: dnsperf when it is installed. */
import { execFileSync, spawn } from "node:child_process";

/** What a load came to. */
export interface LoadResult {
  readonly queriesPerSecond: number;
  readonly completed: number;
  readonly lost: number;
}

/** How hard and how long to ask. */
export interface Load {
  readonly port: number;
  readonly questionsFile: string;
  readonly seconds: number;
  /** Queries per second to keep to; undefined for as many as it takes. */
  readonly rate: number | undefined;
  /** True for queries with the DO bit. */
  readonly dnssecOk?: boolean;
}

/** True when dnsperf can be started. */
export function hasDnsperf(): boolean {
  try {
    execFileSync("dnsperf", ["-h"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENOENT");
  }
}

/** Runs dnsperf. Rejects when it fails. */
export function runLoad({ port, questionsFile, seconds, rate, dnssecOk = false }: Load): Promise<LoadResult> {
  const limits = rate === undefined ? [] : ["-Q", String(rate)];
  const edns = dnssecOk ? ["-D"] : [];
  const child = spawn(
    "dnsperf",
    ["-s", "127.0.0.1", "-p", String(port), "-d", questionsFile, "-l", String(seconds), "-c", "8", ...limits, ...edns],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      const number = (label: RegExp): number => Number(label.exec(output)?.[1] ?? Number.NaN);
      resolve({
        queriesPerSecond: number(/Queries per second:\s+([\d.]+)/),
        completed: number(/Queries completed:\s+(\d+)/),
        lost: number(/Queries lost:\s+(\d+)/),
      });
    });
  });
}
