/** Ties a described directive to what it sets up: words in, handlers or CoreDNS's refusal out. */
import type { Token } from "../corefile/token.ts";
import { checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { Setup, SetupContext, SetupResult } from "./setup.ts";

/** A plugin as the engine knows it. */
export interface PluginSetup {
  /** The word in the Corefile. */
  readonly name: string;
  readonly directive: Directive<unknown>;
  /** Checks all the words of the directive in one server block, and sets up; a problem is why CoreDNS does not start. */
  create(tokens: readonly Token[], file: string, context: SetupContext): SetupResult;
}

/** A set-up that only runs on a configuration that is right. */
export function defineSetup<Config>(directive: Directive<Config>, setup: Setup<Config>): PluginSetup {
  return {
    name: directive.name,
    directive,
    create(tokens, file, context) {
      const { uses, problems } = checkDirective(directive, { tokens, file });
      return problems[0] ?? setup(uses, context);
    },
  };
}
