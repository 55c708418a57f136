/** Differences between our replies and CoreDNS's that docs/differences.md names, with a reason each. */
import type { Replies } from "./asker.ts";
import { type Uncompressed, uncompressed } from "./uncompressed.ts";

/** The names, which are headings there. */
export type NamedDifference = keyof typeof kinds;

/** What was seen of a difference. */
export interface Seen {
  /** The replies to the same message, asked several times. */
  readonly rows: readonly Replies[];
  /** What the upstream said, where there was one. */
  readonly upstream: Buffer | undefined;
}

type Kind = (seen: Seen) => boolean;

const TRUNCATED = 0x02_00;
const POINTERS_TO_ID = [Buffer.from([0xc0, 0]), Buffer.from([0xc0, 1])];

const kinds = {
  /** A reply that nobody read goes on as its upstream compressed it; CoreDNS writes it again, and may have to cut it. */
  "Compression of an upstream's reply": ({ rows: [row] }) => {
    const [ours, theirs] = (row ?? []).map((reply) => (reply === undefined ? undefined : uncompressed(reply)));
    if (ours === undefined || theirs === undefined) return false;
    return ours.hadPointers && (isSame(ours, theirs) || isSame(cutAs(ours, theirs), theirs));
  },
  /** A name whose pointer leads to the ID reads otherwise each time; that shows when the question is asked again. */
  "Names that reach into the message ID": ({ rows, upstream }) =>
    pointsToId(upstream) && [0, 1].some((server) => answersVary(rows, server)),
} as const satisfies Readonly<Record<string, Kind>>;

/** All of them. */
export const differenceNames = Object.keys(kinds) as readonly NamedDifference[];

/** The name of a difference; undefined when it has none. */
export function namedDifference(seen: Seen): NamedDifference | undefined {
  return differenceNames.find((name) => kinds[name](seen));
}

/** True when a message may have a name that leads to its ID. */
export function pointsToId(message: Buffer | undefined): boolean {
  return POINTERS_TO_ID.some((pointer) => message?.includes(pointer));
}

function answersVary(rows: readonly Replies[], server: number): boolean {
  return new Set(rows.map((row) => row[server]?.subarray(2).toString("hex"))).size > 1;
}

function isSame(ours: Uncompressed, theirs: Uncompressed): boolean {
  const text = ({ flags, question, sections, rest }: Uncompressed): string =>
    JSON.stringify([flags, question, sections, rest]);
  return text(ours) === text(theirs);
}

/** What is left of a reply when it is cut as another one was. */
function cutAs(reply: Uncompressed, { flags, sections: [answer, authority, additional] }: Uncompressed): Uncompressed {
  if ((flags & TRUNCATED) === 0) return reply;
  const [ours, oursAuthority, oursAdditional] = reply.sections;
  return {
    ...reply,
    flags: reply.flags | TRUNCATED,
    sections: [
      ours.slice(0, answer.length),
      oursAuthority.slice(0, authority.length),
      oursAdditional.slice(0, additional.length),
    ],
  };
}
