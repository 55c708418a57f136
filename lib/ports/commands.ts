/** Programs that a configuration runs (plugin on). */

/** A program and its arguments. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
}

/** Runs programs in the working folder; what they print goes where this process prints. Both give Go's words when it fails. */
export interface Commands {
  /** Waits until the program is done: `exit status 1`, `exec: "x": executable file not found in $PATH`. */
  run(command: Command): Promise<string | undefined>;
  /** Does not wait for its end. */
  start(command: Command): Promise<string | undefined>;
}
