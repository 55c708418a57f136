/** How on is written in a Corefile (CoreDNS takes it over from Caddy). */
import { one, rest } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { text } from "../../directive/kinds/text.ts";
import { steps } from "../../directive/line.ts";
import { splitCommand } from "./split-command.ts";

const event = keyword(["startup", "shutdown", "certrenew"], {
  anyCase: true,
  unknown: position("Wrong event name or event not supported: '{value}'"),
  placeholder: "EVENT",
  details: {
    startup: "When the server has started to listen, and again after each reload.",
    shutdown: "When the process is about to end.",
    certrenew: "When a certificate is renewed; CoreDNS itself renews none.",
  },
});

export const directive = defineDirective({
  name: "on",
  since: "1.0.5",
  inChain: false,
  repeat: "each",
  atDesk: { leftOut: () => "it runs a program" },
  summary: "Runs a command when the server starts or stops.",
  prefixes: [],
  args: steps({
    event: one(event, { summary: "When the command runs." }),
    command: rest(text, {
      min: 1,
      missing: position("no command contained in ''"),
      placeholder: "COMMAND",
      summary:
        "A program and its arguments, with quotes as in a shell; with & at the end, CoreDNS does not wait for it.",
    }),
  }),
  refine({ args: { command } }, complain) {
    const split = splitCommand(command.map(({ value }) => value).join(" "));
    if (!split.ok) complain(position(split.error), command[0]);
  },
});

/** One use of on. */
export type OnConfig = ConfigOf<typeof directive>;
