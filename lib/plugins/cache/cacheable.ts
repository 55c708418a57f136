/** What of a reply may be kept, in which half of the cache, and for how long (CoreDNS, plugin cache; RFC 2308). */

import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { type ResponseType, responseType } from "../../plugin-kit/response-type.ts";
import { answersQuestion } from "./answering.ts";
import type { CacheSettings } from "./settings.ts";

/** The halves of the cache, as the Corefile and the metrics name them. */
export type Half = "success" | "denial";

/** Why a reply is not kept. */
export type NotKept =
  | "truncated"
  | "no question"
  | "a kind of reply that is never kept"
  | "a denial without SOA"
  | "an alias without answer or SOA";

/** The shortest TTL of replies that have none to go by. */
const FALLBACK_SECONDS = 5;

/** The kind of a reply as the cache sees it: aliases that lead nowhere are NODATA when a SOA says for how long. */
export function cacheType(message: Message, nowMs: number): ResponseType {
  const type = responseType(message, nowMs);
  return type === "NOERROR" && hasSoa(message) && isAliasWithoutAnswer(message) ? "NODATA" : type;
}

/** Why a reply of this kind may not be kept; undefined when it may. */
export function whyNotKept(message: Message, type: ResponseType): NotKept | undefined {
  if (message.truncated) return "truncated";
  if (message.question.length === 0) return "no question";
  if (type === "OTHERERROR" || type === "META" || type === "UPDATE") return "a kind of reply that is never kept";
  if (type === "NXDOMAIN" && !hasSoa(message)) return "a denial without SOA";
  if (type === "NOERROR" && !hasSoa(message) && isAliasWithoutAnswer(message)) return "an alias without answer or SOA";
  return undefined;
}

/** The half that a reply of this kind belongs to. */
export function halfOf(type: ResponseType): Half {
  return type === "NXDOMAIN" || type === "NODATA" || type === "SERVERERROR" ? "denial" : "success";
}

/** How long a reply of this kind holds, in milliseconds; its records get this TTL, in whole seconds. */
export function lifetimeMs(message: Message, type: ResponseType, settings: CacheSettings): number {
  if (type === "SERVERERROR") return settings.servfailMs;
  const { maxTtlSeconds, minTtlSeconds } =
    type === "NXDOMAIN" || type === "NODATA" ? settings.denial : settings.success;
  const ttlSeconds = smallestTtl(message, type, maxTtlSeconds);
  return Math.min(Math.max(ttlSeconds, minTtlSeconds), maxTtlSeconds) * 1000;
}

function smallestTtl({ answer, authority, additional }: Message, type: ResponseType, maxTtlSeconds: number): number {
  if (type !== "NOERROR" && type !== "NXDOMAIN" && type !== "NODATA") return FALLBACK_SECONDS;
  if (answer.length + authority.length + additional.length === 0) return FALLBACK_SECONDS;
  const smaller = (least: number, { ttl }: ResourceRecord): number => Math.min(least, ttl);
  // The TTL field of an OPT record is none.
  return additional
    .filter(({ type }) => type !== RRType.OPT)
    .reduce(smaller, authority.reduce(smaller, answer.reduce(smaller, maxTtlSeconds)));
}

function hasSoa({ authority }: Message): boolean {
  return authority.some(({ type }) => type === RRType.SOA);
}

function isAliasWithoutAnswer(message: Message): boolean {
  return message.answer.length > 0 && !answersQuestion(message);
}
