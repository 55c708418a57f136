/** A name as people type it into a question: what they meant, or what is wrong with it and what they may have meant. */
import { readAddress } from "../../go/address.ts";
import { toALabels } from "./a-labels.ts";
import { MAX_LABEL_OCTETS, MAX_NAME_OCTETS } from "./label.ts";
import { type Name, readName } from "./name.ts";
import { reverseName } from "./reverse.ts";

/** A question that was probably meant. */
export interface MeantQuestion {
  readonly name: string;
  readonly type?: string | undefined;
}

/** Why a text is no name to ask for: one sentence, what to do, and the question that was probably meant. */
export interface NoName {
  readonly error: string;
  readonly help: string;
  readonly meant?: MeantQuestion;
}

const SIZES = "A label has at most 63 octets, a name at most 255 (RFC 1035 section 2.3.4).";

/** The name to ask for. Whatever has a backslash in it is taken octet by octet, as zone files have it. */
export function readTypedName(typed: string, type: string): Name | NoName {
  const text = typed.trim();
  if (text === "") return { error: "the name to ask for is missing", help: "Type a name, such as www.example.org." };
  const other = text.includes("\\") ? undefined : somethingElse(text, type);
  if (other !== undefined) return other;
  const ascii = text.includes("\\") ? text : toALabels(text);
  if (ascii === undefined) {
    return {
      error: `"${text}" has a character that no name can have`,
      help: "Leave it out, or write its octets as \\DDD.",
    };
  }
  return readName(ascii) ?? whyNoName(text, ascii);
}

/** What is written like something else than a name. */
function somethingElse(text: string, type: string): NoName | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(text);
  if (url !== null) {
    const host = url[1] ?? "";
    const error = `"${text}" is a URL, not a name`;
    if (host === "") return { error, help: "Ask for the name of a host." };
    return { error, help: "Ask for the host in it.", meant: meantBy(host) };
  }
  return withSpaces(text) ?? anAddress(text, type) ?? withPort(text);
}

function withSpaces(text: string): NoName | undefined {
  const [name = "", ...rest] = text.split(/\s+/u);
  if (rest.length === 0) return undefined;
  const error = `"${text}" has a space in it, and names have none`;
  const help = "Write \\032 for a space inside a label.";
  const [type = ""] = rest;
  if (rest.length > 1 || !/^[A-Za-z][A-Za-z0-9]{0,9}$/.test(type)) return { error, help };
  return { error, help: "The type of the question has a field of its own.", meant: { name, type: type.toUpperCase() } };
}

/** Addresses are asked for backwards; one of version 4 is a possible name, and only with PTR surely no meant one. */
function anAddress(text: string, type: string): NoName | undefined {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]*)\]|([\d.]+|[^[\]]*:[^[\]]*:[^[\]]*?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = [text, bracketed, plain].find((part) => part !== undefined && readAddress(part) !== undefined);
  if (address === undefined) return undefined;
  const isLikeAName = !address.includes(":") && bracketed === undefined && (port === undefined || address === text);
  if (isLikeAName && type.toUpperCase() !== "PTR") return undefined;
  return {
    error: `"${text}" is an address, not a name`,
    help: "The names of an address are PTR records at its reverse name.",
    meant: meantBy(address),
  };
}

function withPort(text: string): NoName | undefined {
  const [, name, port] = /^([^:]+):(\d{1,5})$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return {
    error: `"${text}" is a name with a port`,
    help: `A question has no port: ask the listener at port ${port} for the name. For a colon in a label write \\:.`,
    meant: { name },
  };
}

function meantBy(host: string): MeantQuestion {
  const reverse = reverseName(host.replace(/^\[|\]$/g, ""));
  return reverse === undefined ? { name: host } : { name: reverse, type: "PTR" };
}

function whyNoName(text: string, ascii: string): NoName {
  const labels = ascii.replace(/\.$/, "").split(".");
  if (labels.includes("")) {
    return {
      error: `"${text}" has an empty label: a dot at the start, or two in a row`,
      help: "A dot inside a label is written \\.",
    };
  }
  const long = labels.find((label) => label.length > MAX_LABEL_OCTETS);
  if (long !== undefined && !text.includes("\\")) {
    const shown = `${long.slice(0, 20)}…`;
    return { error: `the label "${shown}" has ${long.length} octets`, help: SIZES };
  }
  if (ascii.length >= MAX_NAME_OCTETS)
    return { error: `the name has more than ${MAX_NAME_OCTETS} octets`, help: SIZES };
  return { error: `"${text}" is no domain name`, help: SIZES };
}
