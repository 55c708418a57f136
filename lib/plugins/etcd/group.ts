/** Services that belong together (CoreDNS, etcd/msg Group). */

/** What of a service tells its group: how deep its key is, and the name of the group; empty for none. */
export interface Grouped {
  readonly key: string;
  readonly group: string;
}

/**
 * The group of the shallowest key decides: services of other groups are left out. Where two groups meet on that level, and
 * where the shallowest key has no group, all stay.
 */
export function inGroup<Service extends Grouped>(services: readonly Service[]): readonly Service[] {
  const [first] = services;
  if (first === undefined) return services;
  let { group } = first;
  let shallowest = depthOf(first.key);
  // CoreDNS knows the depths only of those that it has come to.
  const depths = services.map(() => 0);
  for (const [index, service] of services.entries()) {
    const depth = depthOf(service.key);
    depths[index] = depth;
    if (depth >= shallowest) continue;
    if (service.group === "") break;
    shallowest = depth;
    group = service.group;
  }
  if (group === "") return services;
  const meets = services.some((service, index) => {
    return service.group !== "" && service.group !== group && depths[index] === shallowest;
  });
  return meets ? services : services.filter((service) => service.group === "" || service.group === group);
}

function depthOf(key: string): number {
  return key.split("/").length;
}
