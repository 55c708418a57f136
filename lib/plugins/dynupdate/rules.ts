/** Which keys may change what: the allow lines (CoreDNS, plugin dynupdate). */
import { normalizeName } from "../../directive/kinds/zone.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";
import type { Range } from "../../text/position.ts";
import type { DynUpdateConfig } from "./directive.ts";
import { ALL } from "./permission.ts";

interface Rule {
  readonly key: CanonicalName;
  readonly name: string;
  readonly types: ReadonlySet<number | typeof ALL>;
  readonly at: Range;
}

export class Rules {
  readonly #rules: readonly Rule[];

  constructor({ properties }: Pick<DynUpdateConfig, "properties">, origin: CanonicalName) {
    this.#rules = properties.allow.map(({ args: { key, name, types }, at }) => ({
      key: key.value,
      name: name.value === "@" ? origin : name.value === ALL ? ALL : normalizeName(name.value),
      types: new Set(types.map(({ value }) => value)),
      at,
    }));
  }

  /** True when any line is for this key. */
  knows(key: CanonicalName): boolean {
    return this.#rules.some((rule) => rule.key === key);
  }

  /** The line that lets a key change records of a name and type; ANY is a type of its own. */
  lineFor(key: CanonicalName, { name, type }: Target): Range | undefined {
    const owner = canonical(name);
    return this.#rules.find(
      (rule) =>
        rule.key === key && (rule.name === ALL || rule.name === owner) && (rule.types.has(ALL) || rule.types.has(type)),
    )?.at;
  }
}

interface Target {
  readonly name: Parameters<typeof canonical>[0];
  readonly type: number;
}
