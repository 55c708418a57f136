/** From directive to commands that run when the server has started, and when it is about to end (Caddy, plugin on). */

import type { Command, Commands } from "../../ports/commands.ts";
import type { Log } from "../../ports/log.ts";
import type { Random } from "../../ports/random.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { Block } from "../../set-up/setup.ts";
import { directive, type OnConfig } from "./directive.ts";
import { splitCommand } from "./split-command.ts";

/** The last word of a command that nobody waits for. */
const IN_BACKGROUND = "&";

export const setup = defineSetup(directive, (uses, { block, host, notServedYet }) => {
  const { commands, log, random } = host;
  if (commands === undefined) {
    notServedYet({ text: "the studio runs no commands of a Corefile, corefile-studio serve does" });
    return undefined;
  }
  for (const use of uses) {
    const command = commandOf(use);
    if (command !== undefined) arrange(use, block, () => launch(command, { commands, log, id: idFrom(random) }));
  }
  return undefined;
});

function commandOf({ args: { command } }: OnConfig): Command | undefined {
  const split = splitCommand(command.map(({ value }) => value).join(" "));
  return split.ok ? split.value : undefined;
}

/** CoreDNS never renews a certificate, so nothing comes of that event. */
function arrange({ args: { event } }: OnConfig, block: Block, task: () => Promise<void>): void {
  if (event.value === "startup") block.onStarted(task);
  else if (event.value === "shutdown") block.onEnding(task);
}

interface Launching {
  readonly commands: Commands;
  readonly log: Log;
  readonly id: string;
}

async function launch(command: Command, { commands, log, id }: Launching): Promise<void> {
  const isInBackground = command.arguments.at(-1) === IN_BACKGROUND;
  const words = isInBackground ? command.arguments.slice(0, -1) : command.arguments;
  const told = `Command "${command.program} ${words.join(" ")}" with ID ${id}`;
  log.info(`${isInBackground ? "Nonblocking" : "Blocking"} ${told}`);
  const whole = { program: command.program, arguments: words };
  const failure = await (isInBackground ? commands.start(whole) : commands.run(whole));
  if (failure !== undefined) log.plain(`error on 'on-${id}' hook: ${failure}`);
}

/** A random UUID (RFC 9562 section 5.4). */
function idFrom(random: Random): string {
  const VERSION = 0x40;
  const VARIANT = 0x80;
  const octets = Array.from({ length: 16 }, () => random.below(256));
  octets[6] = ((octets[6] ?? 0) & 0x0f) | VERSION;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | VARIANT;
  const hex = octets.map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
