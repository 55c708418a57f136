/** Ties a described directive to what it sets up: words in, handlers or CoreDNS's refusal out. */

import type { Token } from "../corefile/token.ts";
import { checkDirective, type OnTheWay } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { Problem } from "../text/problem.ts";
import type { Setup, SetupContext, SetupResult } from "./setup.ts";

/** A plugin as the engine knows it. */
export interface PluginSetup {
  /** The word in the Corefile. */
  readonly name: string;
  readonly directive: Directive<unknown>;
  /** Checks all the words of the directive in one server block, and sets up; a problem is why CoreDNS does not start. */
  create(tokens: readonly Token[], file: string, context: SetupContext): SetupResult;
}

/** Beside the set-up itself. */
export interface SetupOptions<Config> {
  /**
   * For a plugin that looks at the world while it reads: what CoreDNS finds there before it comes upon a word that is wrong.
   * Nothing may be set up.
   */
  onTheWay?(read: OnTheWay<Config>, context: SetupContext): Problem | undefined;
}

/** A set-up that only runs on a configuration that is right. */
export function defineSetup<Config>(
  directive: Directive<Config>,
  setup: Setup<Config>,
  options: SetupOptions<Config> = {},
): PluginSetup {
  return {
    name: directive.name,
    directive,
    create(tokens, file, context) {
      const { uses, problems, onTheWay } = checkDirective(directive, { tokens, file });
      if (onTheWay === undefined) return setup(uses, context);
      return options.onTheWay?.(onTheWay, context) ?? problems[0];
    },
  };
}
