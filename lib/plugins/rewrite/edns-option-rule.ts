/** How a rule sets, appends, replaces or removes one EDNS option of the request. */
import type { Query } from "../../chain/query.ts";
import type { Edns, EdnsOption } from "../../dns/message/message.ts";
import type { ResponseRule, Rewrite } from "./rule.ts";
import type { EdnsAction } from "./rule-config.ts";

/** An option and where its data comes from. */
export interface OptionSource {
  readonly code: number;
  /** Undefined when there is nothing to put in for this query: the rule is not for it then. */
  readonly data: (query: Query) => Uint8Array | undefined;
  /** False when an option of this code that came is not seen, so that another one is put beside it. */
  readonly isSeen: boolean;
  /** What `append` does when the option is there already: one more, or nothing. */
  readonly whenThere: "append" | "ignore";
  /** True when the request gets its OPT record before the data is looked for. */
  readonly dataLast?: boolean;
}

/** How it is put in. */
export interface OptionManner {
  /** `set` replaces or appends. */
  readonly action: Exclude<EdnsAction, "unset">;
  /** Whether replies should not show it. */
  readonly reverts: boolean;
}

/** Octets that a request without EDNS says it takes from then on. */
const UDP_SIZE = 4096;
const NEW_EDNS: Edns = { version: 0, udpSize: UDP_SIZE, dnssecOk: false, z: 0, options: [] };
const NOTHING_TO_REVERT: readonly ResponseRule[] = [];

/** Removes all options of a code. */
export function unsetRewrite(code: number): Rewrite {
  return (query) => {
    const { options } = ensureEdns(query);
    setOptions(
      query,
      options.filter((option) => option.code !== code),
    );
    return NOTHING_TO_REVERT;
  };
}

/** Puts an option in. */
export function optionRewrite(source: OptionSource, { action, reverts }: OptionManner): Rewrite {
  const { code, isSeen, whenThere, dataLast = false } = source;
  return (query) => {
    const early = dataLast ? undefined : source.data(query);
    if (early === undefined && !dataLast) return undefined;
    const { options } = ensureEdns(query);
    const place = isSeen ? options.findIndex((present) => present.code === code) : -1;
    const old = options[place];
    if (old === undefined ? action === "replace" : action === "append" && whenThere === "ignore") return undefined;
    const data = early ?? source.data(query);
    if (data === undefined) return undefined;
    if (old === undefined || action === "append") {
      setOptions(query, [...options, { code, data }]);
      return reverts ? [removeOption(code)] : NOTHING_TO_REVERT;
    }
    setOptions(query, options.with(place, { code, data }));
    return reverts ? [restoreOption(old)] : NOTHING_TO_REVERT;
  };
}

/** The OPT record of the request, which gets one if it has none. */
function ensureEdns(query: Query): Edns {
  const { request } = query;
  if (request.edns !== undefined) return request.edns;
  query.request = { ...request, edns: NEW_EDNS };
  return NEW_EDNS;
}

function setOptions(query: Query, options: readonly EdnsOption[]): void {
  query.request = { ...query.request, edns: { ...(query.request.edns ?? NEW_EDNS), options } };
}

/** Takes out an option that was put in. */
function removeOption(code: number): ResponseRule {
  return optionResponse((options) => {
    const place = options.findIndex((option) => option.code === code);
    return place < 0 ? options : options.toSpliced(place, 1);
  });
}

/** Puts back the option that was replaced. */
function restoreOption(old: EdnsOption): ResponseRule {
  return optionResponse((options) => {
    const place = options.findIndex((option) => option.code === old.code);
    return place < 0 ? options : options.with(place, old);
  });
}

function optionResponse(change: (options: readonly EdnsOption[]) => readonly EdnsOption[]): ResponseRule {
  return {
    apply({ edns }) {
      if (edns !== undefined) edns.options = change(edns.options);
    },
    revertOptions: change,
  };
}
