/** The release of CoreDNS that the images of a manifest, or of a list of Deployments, name. */
import { readRelease } from "./releases.ts";

/** An image of CoreDNS: `registry.k8s.io/coredns/coredns:v1.11.3`, with a digest after it or not. */
const IMAGE = /(?:^|[\s"'/,])coredns:(v?\d+\.\d+\.\d+[\w.-]*)/gm;

/** The release; undefined when there is none that is known, or more than one. */
export function releaseOfImages(text: string): string | undefined {
  const releases = new Set<string>();
  for (const [, tag = ""] of text.matchAll(IMAGE)) {
    const read = readRelease(tag);
    if (read.kind === "release") releases.add(read.release);
  }
  const [only, another] = releases;
  return another === undefined ? only : undefined;
}
