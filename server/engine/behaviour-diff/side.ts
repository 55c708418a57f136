/** One of the two configurations that are compared. */

import type { Overlay, OverlayTexts } from "../../host/overlay-files.ts";
import type { Snapshot } from "../engine.ts";

/** A configuration, wherever its texts come from. */
export interface Side {
  /** What people call it: a folder, a file, a revision. */
  readonly title: string;
  /** Where paths in it start, absolute. */
  readonly root: string;
  /** The Corefile's path from there. */
  readonly corefile: string;
  /** Texts over the files of the machine. */
  readonly overlay?: Overlay;
  /** The folder of manifests that stand for a cluster, from the root. */
  readonly cluster?: string;
}

/** A side made of texts alone, as if they lay in a folder: a save point, an example, drafts. */
export function sideOfTexts(
  texts: Readonly<Record<string, string>>,
  { title, root, corefile, cluster }: Omit<Side, "overlay">,
): Side {
  const placed = new Map(Object.entries(texts).map(([path, text]) => [`${root}/${path}`, text]));
  return {
    title,
    root,
    corefile,
    overlay: { texts: placed, hides: root },
    ...(cluster === undefined ? {} : { cluster }),
  };
}

/** The side with some texts changed; paths are those that `sideTexts` gives. */
export function withTexts(side: Side, texts: ReadonlyMap<string, string>): Side {
  const top = new Map([...texts].map(([path, text]) => [path.startsWith("/") ? path : `${side.root}/${path}`, text]));
  const { overlay } = side;
  const below: OverlayTexts = overlay?.texts ?? new Map<string, string>();
  const layered: OverlayTexts = {
    get: (path) => top.get(path) ?? below.get(path),
    has: (path) => top.has(path) || below.has(path),
    keys: () => new Set([...top.keys(), ...below.keys()]),
  };
  return { ...side, overlay: { texts: layered, hides: overlay?.hides } };
}

/** What the two sides have in common: who compares them, and what that may do. */
export interface Surroundings {
  /** Paths beside the sides' own folders that may be read. */
  readonly allowed: readonly string[];
  readonly environment: Snapshot["environment"];
  /** The workspace's settings, from the root. */
  readonly settings?: string;
  /** Whether upstreams without a fixture are really asked. */
  readonly mayAskNetwork: boolean;
}

/** What an engine is given of a side. */
export function snapshotOf(
  { root, corefile, cluster }: Side,
  { allowed, environment, settings }: Surroundings,
): Snapshot {
  return {
    root,
    corefile,
    drafts: {},
    allowed,
    environment,
    ...(settings === undefined ? {} : { settings }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}
