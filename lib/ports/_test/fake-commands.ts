/** Commands that a test looks at; none is run. */
import type { Command, Commands } from "../commands.ts";

export class FakeCommands implements Commands {
  /** What was asked for: `run cp a b`, `start announce --up`. */
  readonly asked: string[] = [];
  /** What happens to programs that fail, by name. */
  readonly failures = new Map<string, string>();

  async run(command: Command): Promise<string | undefined> {
    return this.#note("run", command);
  }

  async start(command: Command): Promise<string | undefined> {
    return this.#note("start", command);
  }

  #note(how: string, { program, arguments: words }: Command): string | undefined {
    this.asked.push([how, program, ...words].join(" "));
    return this.failures.get(program);
  }
}
