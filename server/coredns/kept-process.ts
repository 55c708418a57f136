/**
 * A program that ends when its owner does, however that ends: a shell between the two kills it once the pipe from the owner is
 * closed, and removes the private folder that it ran in.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Nothing of its own is said: the owner that would read it may be gone. The program's own input is empty. */
const KEEPER = `folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
exec 2>/dev/null
( while read -r _ <&3; do :; done; kill -9 "$child" ) >/dev/null 2>&1 &
keeper=$!
exec 3<&-
wait "$child"; code=$?
kill -9 "$keeper"
/bin/rm -rf -- "$folder"
exit "$code"
`;

/** What to run. */
export interface KeptOrder {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Its working folder, which is removed after it. */
  readonly folder: string;
  /** All that it has for an environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onOutput: (line: string) => void;
  readonly onError: (line: string) => void;
}

/** A program that runs. */
export interface KeptProcess {
  /** Its exit code once it has ended and its folder is gone; 137 for one that was ended, 127 for one that was not found. */
  readonly ended: Promise<number>;
  /** Ends it at once. */
  end(): void;
}

/** Starts it. */
export function keepProcess({ command, folder, environment, onOutput, onError }: KeptOrder): KeptProcess {
  const child = spawn("/bin/sh", ["-c", KEEPER, "corefile-studio", folder, ...command], {
    cwd: folder,
    env: { ...environment, NODE_ENV: "production" },
    // Ctrl+C in the terminal is for the owner.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  createInterface({ input: child.stdout }).on("line", onOutput);
  createInterface({ input: child.stderr }).on("line", onError);
  const ended = new Promise<number>((resolve) => {
    child.once("error", (error) => {
      onError(error.message);
      resolve(127);
    });
    child.once("close", (code) => resolve(code ?? 137));
  });
  return { ended, end: () => child.stdin.end() };
}
