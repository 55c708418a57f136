/** The plugins of a block that answer, in the order in which they run: for which names, and what they let through. */

import type { Directive } from "../directive/directive.ts";
import { fallthroughZones, type Zones, zonesOrBlock } from "../directive/kinds/zone.ts";
import type { Value } from "../directive/value.ts";
import { Class } from "../dns/iana/class.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { type CanonicalName, parentOf, ROOT } from "../dns/name/name.ts";
import { directive as auto } from "../plugins/auto/directive.ts";
import { directive as etcd } from "../plugins/etcd/directive.ts";
import { directive as file } from "../plugins/file/directive.ts";
import { directive as forward } from "../plugins/forward/directive.ts";
import { directive as hosts } from "../plugins/hosts/directive.ts";
import { directive as k8sExternal } from "../plugins/k8s_external/directive.ts";
import { directive as kubernetes } from "../plugins/kubernetes/directive.ts";
import { directive as secondary } from "../plugins/secondary/directive.ts";
import { type TemplateConfig, directive as template } from "../plugins/template/directive.ts";
import type { Range } from "../text/position.ts";
import type { LintBlock } from "./block.ts";
import { common, covers, overlap, zonesBehindRewrite } from "./zones.ts";

/** One use of a plugin that answers. */
export interface Answerer {
  readonly plugin: string;
  /** The directive's word. */
  readonly at: Range;
  /** The zones that it works for; undefined when that is not known. */
  readonly zones: readonly CanonicalName[] | undefined;
  /** The types that it answers; undefined for all. */
  readonly type?: number;
  /** The zones in which it hands on what it does not know; undefined when that cannot be told. */
  readonly passes: readonly CanonicalName[] | undefined;
  /** Whether fallthrough would make it hand names on. */
  readonly takesFallthrough: boolean;
  /** Plugins to which it may hand queries whatever its zones are. */
  readonly handsTo?: string;
}

/** The plugins that answer questions for names, as far as that is their purpose. */
const ANSWERERS: ReadonlySet<string> = new Set([
  "template",
  "hosts",
  "route53",
  "azure",
  "clouddns",
  "k8s_external",
  "kubernetes",
  "file",
  "auto",
  "secondary",
  "etcd",
  "forward",
  "grpc",
  "erratic",
  "whoami",
  "nomad",
]);

/** Whether a plugin is one that answers questions for names. */
export function isAnswerer(name: string): boolean {
  return ANSWERERS.has(name);
}

/** What is known of the uses of a plugin in a block. */
const READERS: Readonly<Record<string, (block: LintBlock) => readonly Answerer[]>> = {
  template: (block) => block.uses(template).map((use) => readTemplate(use, block)),
  hosts: (block) => owners(block, hosts),
  k8s_external: (block) => owners(block, k8sExternal),
  kubernetes: (block) => owners(block, kubernetes),
  file: (block) => owners(block, file),
  auto: (block) =>
    block.uses(auto).map(({ at, args }) => ({
      plugin: "auto",
      at,
      zones: zonesOrBlock(args.zones, block.zones),
      // Which of the zones there are files for is not known.
      passes: undefined,
      takesFallthrough: false,
    })),
  secondary: (block) => owners(block, secondary),
  etcd: (block) => owners(block, etcd),
  forward: (block) =>
    block.uses(forward).map(({ at, args, properties }) => ({
      plugin: "forward",
      at,
      zones: args.from.value,
      passes: properties.except?.args.zones.flatMap(({ value }) => value) ?? [],
      takesFallthrough: false,
      ...(properties.next === undefined && properties.next_on_nodata === undefined ? {} : { handsTo: "forward" }),
    })),
  erratic: (block) => always(block, "erratic"),
  whoami: (block) => always(block, "whoami"),
};

const byBlock = new WeakMap<LintBlock, readonly Answerer[]>();

/** The answering plugins of a block in running order. */
export function answerersOf(block: LintBlock): readonly Answerer[] {
  const answerers = byBlock.get(block) ?? readAnswerers(block);
  byBlock.set(block, answerers);
  return answerers;
}

function readAnswerers(block: LintBlock): readonly Answerer[] {
  return block.names.filter(isAnswerer).flatMap((name) => READERS[name]?.(block) ?? unknown(block, name));
}

/** What all plugins leave that own the names of their zones. */
interface OwnerConfig {
  readonly at: Range;
  readonly args: { readonly zones: readonly Value<Zones>[] };
  readonly properties: { readonly fallthrough: Parameters<typeof fallthroughZones>[0] };
}

function owners<Config extends OwnerConfig>(block: LintBlock, directive: Directive<Config>): readonly Answerer[] {
  return block.uses(directive).map(({ at, args, properties }) => ({
    plugin: directive.name,
    at,
    zones: zonesOrBlock(args.zones, block.zones),
    passes: fallthroughZones(properties.fallthrough),
    takesFallthrough: true,
  }));
}

function always(block: LintBlock, plugin: string): readonly Answerer[] {
  const [use] = block.wordsOf(plugin);
  if (use === undefined) return [];
  return [{ plugin, at: use.head.range, zones: [ROOT], passes: [], takesFallthrough: false }];
}

function unknown(block: LintBlock, plugin: string): readonly Answerer[] {
  const [use] = block.wordsOf(plugin);
  if (use === undefined) return [];
  return [{ plugin, at: use.head.range, zones: undefined, passes: undefined, takesFallthrough: false }];
}

function readTemplate({ at, args, properties }: TemplateConfig, block: LintBlock): Answerer {
  const isConditional = properties.match !== undefined || properties.expr.length > 0;
  const isForAllTypes = args.type.value === RRType.ANY;
  const isForInternet = args.class.value === Class.IN || args.class.value === Class.ANY;
  const passes = isConditional ? fallthroughZones(properties.fallthrough) : [];
  return {
    plugin: "template",
    at,
    zones: zonesOrBlock(args.zones, block.zones),
    ...(isForAllTypes ? {} : { type: args.type.value }),
    passes: isForInternet ? passes : undefined,
    takesFallthrough: isConditional,
  };
}

/** Whether queries come to a use of a plugin: no one before it leaves nothing for it. */
export function isReached(block: LintBlock, at: Range): boolean {
  const answerers = answerersOf(block);
  const place = answerers.findIndex((other) => other.at.file === at.file && other.at.start.offset === at.start.offset);
  const own = answerers[place];
  return own !== undefined && !answerers.slice(0, place).some((first) => shutsOut(first, own, block));
}

/** Whether `first`, which runs before `later`, leaves nothing for it. */
export function shutsOut(first: Answerer, later: Answerer, block: LintBlock): boolean {
  const { zones, passes } = first;
  if (zones === undefined || passes === undefined || first.handsTo === later.plugin) return false;
  if (first.type !== undefined && first.type !== later.type) return false;
  const wanted = wantedBy(later, block);
  if (wanted.length === 0) return false;
  return wanted.every((zone) => covers(zones, zone) && !passes.some((passed) => overlap(passed, zone)));
}

const wantedZones = new WeakMap<Answerer, readonly CanonicalName[]>();

/** The zones in which names can come to a plugin and be its own: those of the block and its own in common. */
export function wantedBy(answerer: Answerer, block: LintBlock): readonly CanonicalName[] {
  const known = wantedZones.get(answerer);
  if (known !== undefined) return known;
  const reachable = zonesBehindRewrite(block);
  const found = answerer.zones === undefined ? reachable : common(reachable, answerer.zones);
  wantedZones.set(answerer, found);
  return found;
}

/** Uses of plugins by their zones, to find those that cover a zone without looking at all. */
export class AnswerersByZone {
  readonly #byZone = new Map<CanonicalName, Answerer[]>();

  add(answerer: Answerer): void {
    for (const zone of answerer.zones ?? []) {
      const known = this.#byZone.get(zone);
      if (known === undefined) this.#byZone.set(zone, [answerer]);
      else if (known.length < MOST_OF_A_ZONE) known.push(answerer);
    }
  }

  /** Those of which a zone is this one or above it, the nearest zone first. */
  *covering(zone: CanonicalName): Iterable<Answerer> {
    for (let around: CanonicalName | undefined = zone; around !== undefined; around = parentOf(around)) {
      yield* this.#byZone.get(around) ?? [];
    }
  }
}

/** Nobody has so many uses for one zone, and with all of them a long list would take a long time. */
const MOST_OF_A_ZONE = 50;
