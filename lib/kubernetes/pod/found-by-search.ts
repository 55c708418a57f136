/** A name of the outside that was found below a search domain of the node, where a wildcard often answers everything. */
import type { NodeDns, PodResolvConf } from "./pod-resolv-conf.ts";
import type { Resolution } from "./resolver.ts";

/** What came of a resolver's walk. */
interface Walked extends Pick<Resolution<unknown>, "result"> {
  readonly attempts: readonly { readonly name: string }[];
}

/** What there is to say of such an answer; none for names that were found as they are, or in the cluster. */
export function foundBySearch(
  { result, attempts }: Walked,
  { searches }: Pick<PodResolvConf, "searches">,
  { file }: Pick<NodeDns, "file">,
): readonly string[] {
  if (!result.isFound || result.name === undefined) return [];
  const found = result.name.replace(/\.$/, "").toLowerCase();
  const search = searches.find(
    ({ value, origin }) => origin.startsWith(file) && found.endsWith(`.${value.toLowerCase()}`),
  );
  if (search === undefined) return [];
  const asked = found.slice(0, -search.value.length - 1);
  if (!asked.includes(".") || attempts.some(({ name }) => name.replace(/\.$/, "").toLowerCase() === asked)) return [];
  return [
    `${asked} itself was not asked: ${found} was found first, below the search domain ${search.value} (${search.origin}). A wildcard there answers every name. With a final dot, or a smaller ndots, it is asked as it is.`,
  ];
}
