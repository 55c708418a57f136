/** A client of one of Nomad's servers (Nomad, package api). */

import { jsonMember, jsonTypeName, parseJson } from "../../go/json.ts";
import type { Host } from "../../ports/host.ts";
import type { Web, WebReply, WebRequest, WebTls } from "../../ports/web.ts";
import { readAddress } from "./directive.ts";
import { tlsFrom } from "./environment.ts";

/** A service that a job registered. */
export interface Registration {
  readonly address: string;
  readonly port: number;
}

/** What was asked for, or why it was not to be had, in the words of Nomad's client. */
export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Where a server is, and who asks. */
export interface NomadAccess {
  /** As it was written. */
  readonly address: string;
  /** Scheme and host, in front of a path. */
  readonly base: string;
  readonly socket: string | undefined;
  readonly login: WebRequest["login"];
  readonly tls: WebTls;
  readonly token: string;
  readonly region: string;
  /** The one that stands in for none, when a server is asked about itself. */
  readonly namespace: string;
}

const DEFAULT_ADDRESS = "http://127.0.0.1:4646";

/** What the Corefile says of servers. */
export interface NomadChoices {
  /** Empty for the address of the environment. */
  readonly address: string;
  readonly token: string;
}

/** How a server is reached, out of the Corefile and the environment. */
export function accessTo({ address: given, token }: NomadChoices, host: Host): Asked<NomadAccess> {
  const { environment } = host.identity;
  const address = given || environment.NOMAD_ADDR || DEFAULT_ADDRESS;
  const url = readAddress(address);
  if (!url.ok) return url;
  const tls = tlsFrom(environment, host);
  if (!tls.ok) return tls;
  const { scheme, host: place, path } = url.value;
  const isSocket = scheme === "unix";
  return {
    ok: true,
    value: {
      address,
      base: isSocket ? "http://127.0.0.1" : scheme === "" && place === "" ? "" : `${scheme}://${place}`,
      socket: isSocket ? path : undefined,
      login: loginIn(address) ?? loginOf(environment.NOMAD_HTTP_AUTH ?? ""),
      tls: tls.value,
      token: token || (environment.NOMAD_TOKEN ?? ""),
      region: environment.NOMAD_REGION ?? "",
      namespace: environment.NOMAD_NAMESPACE ?? "",
    },
  };
}

function loginIn(address: string): WebRequest["login"] {
  const user = /^[^:/?#]+:\/\/([^/?#]*)@/.exec(address)?.[1];
  const login = user === undefined ? undefined : loginOf(user);
  return login === undefined
    ? undefined
    : { user: decodeURIComponent(login.user), password: decodeURIComponent(login.password) };
}

function loginOf(text: string): WebRequest["login"] {
  if (text === "") return undefined;
  const [user = "", ...password] = text.split(":");
  return { user, password: password.join(":") };
}

/** A client. */
export class NomadClient {
  readonly access: NomadAccess;
  readonly #web: Web;

  constructor(access: NomadAccess, web: Web) {
    this.access = access;
    this.#web = web;
  }

  /** Why the server does not tell of itself; undefined when it does. */
  async fault(): Promise<string | undefined> {
    const asked = await this.#get("/v1/agent/self", { namespace: this.access.namespace });
    if (!asked.ok) return asked.error;
    const type = jsonTypeName(asked.value);
    if (type === "object") return undefined;
    // CoreDNS looks into what is not there.
    if (type === "null") throw new Error("runtime error: invalid memory address or nil pointer dereference");
    return `json: cannot unmarshal ${type} into Go value of type api.AgentSelf`;
  }

  /** The registrations of a service. */
  async registrations(
    service: string,
    { namespace, filter }: { readonly namespace: string; readonly filter: string },
  ): Promise<Asked<readonly Registration[]>> {
    const asked = await this.#get(`/v1/service/${escapePath(service)}`, { filter, namespace });
    return asked.ok ? readRegistrations(asked.value) : asked;
  }

  async #get(path: string, parameters: Readonly<Record<string, string>>): Promise<Asked<unknown>> {
    const { base, socket, login, tls, token, region } = this.access;
    // Go writes parameters in alphabetical order.
    const query = Object.entries({ ...parameters, region })
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name}=${escapeQuery(value)}`);
    const reply = await this.#web.ask({
      method: "GET",
      url: `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`,
      headers: token === "" ? {} : { "x-nomad-token": token },
      tls,
      ...(socket === undefined ? {} : { socket }),
      ...(login === undefined ? {} : { login }),
    });
    return reply.kind === "fault" ? { ok: false, error: reply.text } : read(reply);
  }
}

function read({ status, body, headers }: WebReply): Asked<unknown> {
  if (status !== 200) {
    const text = body.trim();
    return { ok: false, error: `Unexpected response code: ${status}${text === "" ? "" : ` (${text})`}` };
  }
  if (body === "") {
    const isCounted = headers["content-length"] === "0";
    return { ok: false, error: isCounted ? "Got 0 byte response with non-nil decode object" : "EOF" };
  }
  const json = parseJson(body);
  if (json.ok || json.error !== "unexpected end of JSON input") return json;
  return { ok: false, error: body.trim() === "" ? "EOF" : "unexpected EOF" };
}

function readRegistrations(value: unknown): Asked<readonly Registration[]> {
  if (value === null) return { ok: true, value: [] };
  if (!Array.isArray(value)) return unreadable(value, "value of type []*api.ServiceRegistration");
  const registrations: Registration[] = [];
  for (const one of value) {
    if (one === null) throw new Error("runtime error: invalid memory address or nil pointer dereference");
    if (jsonTypeName(one) !== "object") return unreadable(one, "value of type api.ServiceRegistration");
    const address = jsonMember(one, "address") ?? "";
    if (typeof address !== "string")
      return unreadable(address, "struct field ServiceRegistration.Address of type string");
    const port = jsonMember(one, "port") ?? 0;
    if (typeof port !== "number") return unreadable(port, "struct field ServiceRegistration.Port of type int");
    if (!Number.isSafeInteger(port))
      return {
        ok: false,
        error: `json: cannot unmarshal number ${port} into Go struct field ServiceRegistration.Port of type int`,
      };
    registrations.push({ address, port });
  }
  return { ok: true, value: registrations };
}

function unreadable(value: unknown, into: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error: `json: cannot unmarshal ${jsonTypeName(value)} into Go ${into}` };
}

/** url.PathEscape. */
function escapePath(text: string): string {
  return escapeQuery(text, "%20").replace(/%(?:24|26|2B|3A|3D|40)/g, decodeURIComponent);
}

/** url.QueryEscape, with what stands for a blank. */
function escapeQuery(text: string, blank = "+"): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", blank);
}
