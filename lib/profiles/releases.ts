/** The releases of CoreDNS that are known here, and how people name one. */

/** The newest one, which all descriptions of directives are about. */
export const NEWEST = "1.15.0";

/** All of them, the oldest first. */
export const RELEASES: readonly string[] = [
  "1.6.0 1.6.1 1.6.2 1.6.3 1.6.4 1.6.5 1.6.6 1.6.7 1.6.9 1.7.0 1.7.1",
  "1.8.0 1.8.1 1.8.3 1.8.4 1.8.5 1.8.6 1.8.7 1.9.0 1.9.1 1.9.2 1.9.3 1.9.4",
  "1.10.0 1.10.1 1.11.0 1.11.1 1.11.2 1.11.3 1.11.4 1.12.0 1.12.1 1.12.2 1.12.3 1.12.4",
  "1.13.0 1.13.1 1.13.2 1.14.0 1.14.1 1.14.2 1.14.3 1.14.4 1.14.5 1.14.6 1.14.7",
  NEWEST,
].flatMap((line) => line.split(" "));

/** What a text says of a release: the one that counts for it, and a sentence where that is another one. */
export type ReleaseRead =
  | { readonly kind: "release"; readonly release: string; readonly note?: string }
  | { readonly kind: "wrong"; readonly message: string };

/** Negative when the first release is older, 0 when both are the same. */
export function compareReleases(one: string, other: string): number {
  const [left, right] = [one.split(".").map(Number), other.split(".").map(Number)];
  const differs = left.findIndex((number, index) => number !== right[index]);
  return differs < 0 ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
}

/** Reads `1.11.3`, or a tag such as `v1.11.3-eksbuild.2`, whose addition does not count. */
export function readRelease(text: string): ReleaseRead {
  const [, asked] = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4})(?:[-+][\w.+-]+)?$/.exec(text) ?? [];
  if (asked === undefined) {
    return { kind: "wrong", message: `"${text}" is not a release of CoreDNS; write one such as 1.11.3.` };
  }
  const known = RELEASES.findLast((release) => compareReleases(release, asked) <= 0);
  if (known === undefined) {
    return { kind: "wrong", message: `CoreDNS ${asked} is older than ${RELEASES[0]}, the oldest release known here.` };
  }
  if (compareReleases(known, asked) === 0) return { kind: "release", release: known };
  const note =
    known === NEWEST
      ? `CoreDNS ${asked} is newer than ${NEWEST}, the newest release known here; ${NEWEST} is used.`
      : `There is no CoreDNS ${asked} among the releases known here; ${known} is used.`;
  return { kind: "release", release: known, note };
}

/** True for another release than the newest. */
export function isEarlier(release: string | undefined): release is string {
  return release !== undefined && release !== NEWEST;
}

/** What the engine does of an earlier release, and what not. */
export function sameBehaviour(release: string): string {
  return `Directives, options, schemes and the order of the chain are those of CoreDNS ${release}. What a plugin does with a question is what ${NEWEST} does.`;
}
