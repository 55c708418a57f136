/**
 * A workspace as the fragment of a link, which browsers send to no server: `w1=`, then the workspace as JSON, deflated
 * (RFC 1951) and in base64url without padding (RFC 4648). A version is decoded for ever; a change of what is written is a
 * new one.
 */
import { deflateSync, strFromU8, strToU8 } from "fflate";
import { z } from "zod";
import {
  MAX_SHARED_CHARACTERS,
  type SharedFile,
  type SharedWorkspace,
  sharedWorkspaceSchema,
} from "../api/shared-workspace.ts";
import { readBase64, writeBase64 } from "../text/base.ts";
import { boundedInflate } from "./bounded-inflate.ts";

/** A longer fragment is not made: chats, mails and trackers cut such links. */
export const MAX_LINK_CHARACTERS = 16 * 1024;

/** Of a longer one not even the beginning is looked at. */
const MAX_DECODED_LINK = 8 * MAX_LINK_CHARACTERS;

/** What a fragment is. */
export type DecodedLink =
  | { readonly kind: "workspace"; readonly workspace: SharedWorkspace }
  /** It has the form of a link of ours; why it cannot be opened, as a sentence. */
  | { readonly kind: "broken"; readonly because: string }
  | { readonly kind: "none" };

/** The fragment without its `#`. It may be longer than a link should be. */
export function encodeLink({ name, corefile, files, question }: SharedWorkspace): string {
  const written = {
    name,
    corefile,
    files: files.map((file) => ("text" in file ? [file.path, file.text] : [file.path, file.octets, "base64"])),
    ...(question === undefined ? {} : { question }),
  };
  const octets = deflateSync(strToU8(JSON.stringify(written)), { level: 9 });
  return `w1=${writeBase64(octets).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** Reads a fragment, with or without its `#`. */
export function decodeLink(fragment: string): DecodedLink {
  const [, version, text = ""] = /^#?w(\d{1,4})=(.*)$/s.exec(fragment.slice(0, MAX_DECODED_LINK)) ?? [];
  if (version === undefined) return { kind: "none" };
  if (fragment.length > MAX_DECODED_LINK) return broken("The link is too long.");
  if (version !== "1") return broken("The link was made by a newer Corefile Studio than this one.");
  const octets = readBase64(padded(text.replaceAll("-", "+").replaceAll("_", "/")));
  const json = octets === undefined ? undefined : boundedInflate(octets, 2 * MAX_SHARED_CHARACTERS);
  const read = linkSchema.safeParse(json === undefined ? undefined : readJson(strFromU8(json)));
  if (!read.success) return broken("The link is damaged, perhaps cut off on the way.");
  const workspace = sharedWorkspaceSchema.safeParse(read.data);
  if (!workspace.success) return broken("The link holds what is no workspace, or more than the studio takes.");
  return { kind: "workspace", workspace: workspace.data };
}

const linkSchema = z.strictObject({
  name: z.string(),
  corefile: z.string(),
  files: z.array(
    z
      .union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.literal("base64")])])
      .transform(([path, content, encoding]): SharedFile => {
        return encoding === undefined ? { path, text: content } : { path, octets: content };
      }),
  ),
  question: z.unknown().optional(),
});

function broken(because: string): DecodedLink {
  return { kind: "broken", because };
}

function padded(text: string): string {
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
