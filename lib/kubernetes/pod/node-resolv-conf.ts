/** The node's resolv.conf as kubelet reads it (Kubernetes, pkg/kubelet/network/dns, parseResolvConf). */

/** A word of the file, and its line. */
export interface NodeWord {
  readonly value: string;
  readonly line: number;
}

/** What kubelet takes from it; `domain` lines are none of it. */
export interface NodeResolvConf {
  readonly servers: readonly NodeWord[];
  readonly searches: readonly NodeWord[];
  readonly options: readonly NodeWord[];
}

/** Reads it: servers add up, the last `search` counts, of one option the last. */
export function readNodeResolvConf(text: string): NodeResolvConf {
  const servers: NodeWord[] = [];
  let searches: readonly NodeWord[] = [];
  const options = new Map<string, NodeWord>();
  for (const [index, whole] of text.split("\n").entries()) {
    const line = index + 1;
    const [keyword = "", ...values] = whole.trim().split(/\s+/);
    if (keyword.startsWith("#")) continue;
    if (keyword === "nameserver" && values[0] !== undefined) servers.push({ value: values[0], line });
    if (keyword === "search") {
      searches = values.filter((value) => value !== ".").map((value) => ({ value: value.replace(/\.$/, ""), line }));
    }
    if (keyword !== "options") continue;
    for (const value of values) options.set(optionName(value), { value, line });
  }
  return { servers, searches, options: [...options.values()] };
}

/** `ndots` of `ndots:5`. */
export function optionName(option: string): string {
  return option.split(":")[0] ?? option;
}
