/** Tokens for accounts of services at Google: a statement signed with the account's key is changed for one (RFC 7523). */
import { createSign } from "node:crypto";
import { jsonMember } from "../../lib/go/json.ts";
import type { CloudDnsFailure } from "../../lib/ports/cloud-zones.ts";
import { systemWeb } from "./web.ts";

const TOKEN_URL = "https://oauth2.googleapis.com/token";
const SCOPES = "https://www.googleapis.com/auth/cloud-platform https://www.googleapis.com/auth/ndev.clouddns.readwrite";
const LASTS_SECONDS = 3600;
/** A token is changed so long before it ends. */
const EARLY_MS = 225_000;

/** There is no token. */
export class TokenFault extends Error {
  readonly failure: CloudDnsFailure;

  constructor(failure: CloudDnsFailure) {
    super("no token");
    this.failure = failure;
  }
}

/** An account. Google's library for JavaScript does not look at the place for tokens that its file names. */
export class ServiceAccount {
  readonly #file: unknown;
  #token = "";
  #endsMs = 0;

  /** The object of the account's file. */
  constructor(file: unknown) {
    this.#file = file;
  }

  /** A token that lasts; throws a TokenFault. */
  async token(): Promise<string> {
    if (Date.now() < this.#endsMs - EARLY_MS) return this.#token;
    const url = this.#text("token_uri") || TOKEN_URL;
    const body = `grant_type=${encodeURIComponent("urn:ietf:params:oauth:grant-type:jwt-bearer")}&assertion=${this.#statement(url)}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await systemWeb.ask({ method: "POST", url, headers, body });
    if (reply.kind === "fault") throw new TokenFault({ kind: "unsent", method: "Post", url, reason: reply.reason });
    const token = reply.status === 200 ? member(reply.body, "access_token") : undefined;
    if (typeof token !== "string") throw new TokenFault({ kind: "token", status: reply.status, body: reply.body });
    const seconds = member(reply.body, "expires_in");
    this.#token = token;
    this.#endsMs = Date.now() + (typeof seconds === "number" ? seconds : LASTS_SECONDS) * 1000;
    return token;
  }

  #text(name: string): string {
    const value = jsonMember(this.#file, name);
    return typeof value === "string" ? value : "";
  }

  #statement(audience: string): string {
    const now = Math.floor(Date.now() / 1000);
    const head = { alg: "RS256", typ: "JWT", kid: this.#text("private_key_id") };
    const claims = {
      iss: this.#text("client_email"),
      scope: SCOPES,
      aud: audience,
      iat: now,
      exp: now + LASTS_SECONDS,
    };
    const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    try {
      const signature = createSign("RSA-SHA256").update(signed).sign(this.#text("private_key"), "base64url");
      return `${signed}.${signature}`;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new TokenFault({ kind: "credentials", text: `auth: cannot sign with the private key: ${text}` });
    }
  }
}

function member(body: string, name: string): unknown {
  try {
    return jsonMember(JSON.parse(body), name);
  } catch {
    return undefined;
  }
}
