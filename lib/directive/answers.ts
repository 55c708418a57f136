/** For which names plugins answer, in the ways that several of them have in common. */

import { type CanonicalName, isAtOrBelow, ROOT } from "../dns/name/name.ts";
import type { Answers } from "./facts.ts";
import { fallthroughZones, type Zones, zonesOrBlock } from "./kinds/zone.ts";
import type { Value } from "./value.ts";

/** What all plugins have that own the names of their zones and take fallthrough. */
interface OwnerUse {
  readonly args: { readonly zones: readonly Value<Zones>[] };
  readonly properties: { readonly fallthrough: Parameters<typeof fallthroughZones>[0] };
}

/** Owns the names of its zones, those of the server block when it names none; fallthrough hands on what is not there. */
export function ownsZones({ args, properties }: OwnerUse, blockZones: Zones): Answers {
  return {
    zones: zonesOrBlock(args.zones, blockZones),
    passes: fallthroughZones(properties.fallthrough),
    takesFallthrough: true,
  };
}

/** Answers every name. */
export function answersAll(): Answers {
  return { zones: [ROOT], passes: [], takesFallthrough: false };
}

/** Answers for names that its words do not tell. */
export function answersSome(): Answers {
  return { zones: undefined, passes: undefined, takesFallthrough: false };
}

/** Whether no name of these zones comes past, whatever its type. */
export function takesAllOf({ zones, type, passes }: Answers, wanted: readonly CanonicalName[]): boolean {
  if (zones === undefined || passes === undefined || type !== undefined || passes.length > 0) return false;
  return wanted.every((zone) => zones.some((owned) => isAtOrBelow(zone, owned)));
}
