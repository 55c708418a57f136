/** The schemes before keys and upstreams, by release. */
import { SCHEMES, type SchemeTransport } from "../corefile/zone-address.ts";
import { compareReleases, NEWEST } from "./releases.ts";

/** The release that brought a scheme; the others were there before all releases that are known. */
const SINCE: Partial<Record<SchemeTransport, string>> = { quic: "1.11.0", unix: "1.11.0", https3: "1.13.2" };

/** The schemes that a release knows; undefined for all there are. */
export function schemesOf(release: string | undefined): readonly SchemeTransport[] | undefined {
  if (release === undefined || release === NEWEST) return undefined;
  const later = laterSchemes(release);
  return SCHEMES.filter((scheme) => !later.has(scheme));
}

/** The schemes that came after a release, each with the release that brought it. */
export function laterSchemes(release: string): ReadonlyMap<SchemeTransport, string> {
  return new Map(
    SCHEMES.flatMap((scheme): [SchemeTransport, string][] => {
      const since = SINCE[scheme];
      return since !== undefined && compareReleases(since, release) > 0 ? [[scheme, since]] : [];
    }),
  );
}
