/** The folder in which CoreDNS finds its Corefile in a pod, and what lies in it. */

/** Where the usual manifests mount the ConfigMap with the Corefile. */
export const POD_FOLDER = "/etc/coredns";

/** A path of the pod as it is written beside the Corefile: `custom/x.server`; undefined for one that leads elsewhere. */
export function besideCorefile(path: string): string | undefined {
  if (path === POD_FOLDER || path === `${POD_FOLDER}/`) return ".";
  return path.startsWith(`${POD_FOLDER}/`) ? path.slice(POD_FOLDER.length + 1) : undefined;
}
