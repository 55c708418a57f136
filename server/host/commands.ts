/** Programs of this machine, run as Go's exec.Command does. */
import { spawn } from "node:child_process";
import { quote } from "../../lib/go/quote.ts";
import type { Command, Commands } from "../../lib/ports/commands.ts";
import { reasonOf } from "./system-words.ts";

/** Go's words for what ends programs (syscall.Signal on Linux). */
const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGHUP: "hangup",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGILL: "illegal instruction",
  SIGTRAP: "trace/breakpoint trap",
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGPIPE: "broken pipe",
  SIGTERM: "terminated",
};

/** Commands that run in a folder. */
export function commandsIn(folder: string): Commands {
  return {
    run: (command) => launch(command, folder, "exit"),
    start: (command) => launch(command, folder, "spawn"),
  };
}

function launch(
  { program, arguments: words }: Command,
  folder: string,
  until: "exit" | "spawn",
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, [...words], { cwd: folder, stdio: "inherit" });
    child.once("error", (error) => resolve(notStarted(program, error)));
    if (until === "spawn") {
      child.once("spawn", () => resolve(undefined));
      return;
    }
    child.once("exit", (code, signal) => {
      if (signal !== null) resolve(`signal: ${SIGNALS[signal] ?? signal}`);
      else resolve(code === 0 ? undefined : `exit status ${code}`);
    });
  });
}

/** A name without a slash is looked for in the PATH. */
function notStarted(program: string, error: Error): string {
  if (!program.includes("/")) return `exec: ${quote(program)}: executable file not found in $PATH`;
  return `fork/exec ${program}: ${reasonOf(error)}`;
}
