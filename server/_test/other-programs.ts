/** Programs that are not ours, which tests ask with where they are there. */
import { execFileSync } from "node:child_process";

/** A Python; `PYTHON` names one that has the libraries. */
export const python = process.env.PYTHON ?? "python3";

/** True when a program is there and ends well. */
export function works(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
