/** From directive to handler. */
import { STACKTRACE } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive, type ErrorsConfig } from "./directive.ts";
import { type Consolidation, createErrors, type ErrorLevel } from "./handler.ts";

const SHOW_FIRST = "show_first";

export const setup = defineSetup(directive, ([use], { block, host }) => {
  if (use?.properties.stacktrace !== undefined) block.settings.set(STACKTRACE, true);
  const consolidations = use?.properties.consolidate.map(consolidationOf) ?? [];
  const handler = createErrors(consolidations, { clock: host.clock, log: host.log.forPlugin("errors") });
  block.onShutdown(() => handler.stop());
  return handler;
});

function consolidationOf({ args }: ErrorsConfig["properties"]["consolidate"][number]): Consolidation {
  const { period, pattern, options } = args;
  const words = options.map(({ value }) => value);
  return {
    matches: (text) => pattern.value.pattern.matcher(text).find(),
    pattern: pattern.value.source,
    periodMs: period.value.ms,
    periodText: period.value.text,
    level: words.find(isLevel) ?? "error",
    showFirst: words.includes(SHOW_FIRST),
  };
}

function isLevel(word: string): word is ErrorLevel {
  return word === "warning" || word === "error" || word === "info" || word === "debug";
}
