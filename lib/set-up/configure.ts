/**
 * From a configuration to server blocks with handlers, in CoreDNS's order: directive by directive as in plugin.cfg, and
 * for each directive block by block, so that the first problem is the one with which CoreDNS refuses to start.
 */

import type { Handler } from "../chain/handler.ts";
import type { Configuration } from "../corefile/configuration.ts";
import { resolveKeys } from "../corefile/keys.ts";
import { checkListening, checkServedKeys, type ServedKey } from "../corefile/overlap.ts";
import type { Token } from "../corefile/token.ts";
import { checkDirective, type DirectiveWords } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { Host } from "../ports/host.ts";
import { boundedProblems } from "../text/bounded-problems.ts";
import type { Problem } from "../text/problem.ts";
import { HTTPS_MAX_STREAMS, LISTEN_HOSTS, TLS } from "./block-settings.ts";
import { ConfiguredBlock } from "./configured-block.ts";
import type { PluginSetup } from "./define-setup.ts";
import { LifeCycle, type Role } from "./life-cycle.ts";
import { type ListenerPlan, planListeners, unservedTransports } from "./listeners.ts";
import { isProblem, type KeyTransport, type SetupContext, type SetupResult } from "./setup.ts";
import { sharedTls } from "./shared-tls.ts";

/** The plugins that there are. */
interface PluginTable {
  /** All directives that CoreDNS knows, in the order of plugin.cfg. */
  readonly order: readonly string[];
  readonly setups: readonly PluginSetup[];
  /** A directive as the release in question has it, if that is another one than the set-ups are written for. */
  asOf?(directive: Directive<unknown>): Directive<unknown>;
}

/** What is configured, and with what. */
export interface ConfigureOptions {
  readonly configuration: Configuration;
  /** The port of keys that name none. */
  readonly defaultPort: number;
  readonly host: Host;
  readonly plugins: PluginTable;
  /** `primary` if left out. */
  readonly role?: Role | undefined;
  /** Whether whoever opens the listeners serves a transport; what is not served is told. */
  readonly whyUnserved: (transport: KeyTransport) => string | undefined;
}

/** A configuration that is set up but not started. With an error among its problems it must not be started. */
export interface Configured {
  readonly blocks: readonly ConfiguredBlock[];
  readonly listeners: readonly ListenerPlan[];
  readonly lifeCycle: LifeCycle;
  /** The first error is the one with which CoreDNS ends; of very many the first ones, and how many more there are. */
  readonly problems: readonly Problem[];
}

/** Sets all directives of a configuration up. */
export function configure(options: ConfigureOptions): Configured {
  const { configuration, defaultPort, plugins, whyUnserved } = options;
  const lifeCycle = new LifeCycle(options.role);
  const keys = resolveKeys(configuration, String(defaultPort));
  const blocks = configuration.blocks.map((block, index) => {
    const directives = plugins.order.filter((name) => block.directives.has(name));
    return new ConfiguredBlock({ block, keys: keys.blocks[index] ?? [], directives, lifeCycle });
  });
  const { problems: setUp, atStart, notServed } = setUpAll(blocks, options);
  const withTls = new Set(plugins.setups.filter(({ directive }) => directive.role === "tls").map(({ name }) => name));
  for (const block of blocks) void block.chain;
  const listeners = planListeners(blocks);
  const served = blocks.flatMap((block) => servedKeys(block, withTls));
  const problems = boundedProblems([
    ...configuration.problems,
    ...keys.problems,
    ...setUp,
    ...checkServedKeys(served),
    ...atStart,
    ...checkListening(served),
    ...configuration.remarks,
    ...notServed,
    ...unservedTransports(blocks, whyUnserved),
  ]);
  return { blocks, listeners, lifeCycle, problems };
}

/** The keys of a block, with what decides whether they can be served together with others. */
function servedKeys(
  { allKeys, settings, directives, isFiltered }: ConfiguredBlock,
  withTls: ReadonlySet<string>,
): readonly ServedKey[] {
  const tls = settings.get(TLS);
  const about = {
    addresses: settings.get(LISTEN_HOSTS),
    hasTls: tls !== undefined || directives.some((name) => withTls.has(name)),
    tls: tls === undefined ? undefined : sharedTls(tls),
    httpsMaxStreams: settings.get(HTTPS_MAX_STREAMS),
    filtered: isFiltered,
  };
  return allKeys.map((key) => ({ key, ...about }));
}

/** What set-up finds wrong, and what this engine does not do, which is told behind it. */
interface SetUp {
  readonly problems: Problem[];
  /** What is found wrong only when all is set up. */
  readonly atStart: Problem[];
  readonly notServed: Problem[];
}

function setUpAll(blocks: readonly ConfiguredBlock[], { configuration, host, plugins }: ConfigureOptions): SetUp {
  const setups = new Map(plugins.setups.map((setup) => [setup.name, setup]));
  const problems: Problem[] = [];
  const atStart: Problem[] = [];
  const notServed: Problem[] = [];
  for (const name of plugins.order) {
    for (const block of blocks) {
      const tokens = block.source.directives.get(name);
      const at = tokens?.[0]?.range;
      if (tokens === undefined || at === undefined) continue;
      const setup = setups.get(name);
      const context = contextOf(name, { block, host, at, atStart, notServed });
      if (setup === undefined) {
        context.notServedYet();
        continue;
      }
      const words = { tokens, file: configuration.file };
      const release = wordsInRelease(setup, plugins, words);
      for (const problem of release.refused) problems.push(problem);
      for (const problem of release.gone) notServed.push(goneSince(name, problem));
      if (release.refused.length + release.gone.length > 0) continue;
      const result = setup.create(tokens, configuration.file, context);
      if (isProblem(result)) {
        for (const one of problemsOf(result, { setup, ...words })) problems.push(one);
      } else block.add(handlersOf(result), { plugin: name, at }, setup.directive);
    }
  }
  return { problems, atStart, notServed };
}

/**
 * What the release in question says of words that the newest one may take, and what the newest says of words that only that
 * release takes.
 */
function wordsInRelease({ directive }: PluginSetup, { asOf }: PluginTable, words: DirectiveWords): WordsInRelease {
  const dated = asOf?.(directive) ?? directive;
  if (dated === directive) return { refused: [], gone: [] };
  const refused = checkDirective(dated, words).problems;
  return { refused, gone: refused.length > 0 ? [] : checkDirective(directive, words).problems };
}

interface WordsInRelease {
  readonly refused: readonly Problem[];
  readonly gone: readonly Problem[];
}

/** The built-in engine does what the newest release does. */
function goneSince(name: string, { message, range, help }: Problem): Problem {
  return {
    code: `${name}.not-served-any-more`,
    severity: "warning",
    cause: "engine",
    message: `plugin/${name}: the built-in engine works as the newest CoreDNS, which refuses this: ${message}`,
    range,
    ...(help === undefined ? {} : { help }),
  };
}

function handlersOf(result: Exclude<SetupResult, Problem>): readonly Handler[] {
  if (result === undefined) return [];
  return "serve" in result ? [result] : result;
}

/** The problem that CoreDNS ends with, and for the editor's sake the others that the words have. */
function problemsOf(
  first: Problem,
  { setup, tokens, file }: { setup: PluginSetup; tokens: readonly Token[]; file: string },
): readonly Problem[] {
  const { problems } = checkDirective(setup.directive, { tokens, file });
  return problems[0]?.message === first.message ? problems : [first, ...problems];
}

function contextOf(
  name: string,
  { block, host, at, atStart, notServed }: Pick<SetupContext, "block" | "host" | "at"> & Omit<SetUp, "problems">,
): SetupContext {
  const problem: SetupContext["problem"] = (message, where = {}) => ({
    code: `${name}.setup`,
    severity: "error",
    cause: where.cause ?? "text",
    message,
    range: where.at ?? at,
  });
  return {
    block,
    host,
    at,
    problem,
    problemAtStart: (message, place = at) => void atStart.push(problem(message, { at: place })),
    notServedYet(what = { text: "the built-in engine does not run this plugin yet" }) {
      notServed.push({
        code: `${name}.not-served-yet`,
        severity: "warning",
        cause: "engine",
        message: `plugin/${name}: ${what.text}`,
        range: what.at ?? at,
        help: "CoreDNS does. Remove the line to try the rest here, or use your own CoreDNS.",
      });
    },
  };
}
