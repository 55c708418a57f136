/** The HTTP server that tells the metrics; blocks that name the same address share one. */
import { joinHostPort } from "../../go/net.ts";
import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpHandler, HttpListening, HttpResponse, HttpTls, SecureHttp } from "../../ports/http.ts";
import { slogLine } from "./slog.ts";
import { readWebConfig, readWebFields, type WebConfig } from "./web-config.ts";
import { WebGuard } from "./web-guard.ts";
import { http2Fault, webTls } from "./web-tls.ts";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

/** Where it listens, and the web configuration file; in the clear and for everybody without one. */
export interface ExpositionPlace {
  readonly address: string;
  readonly file: string;
}

export class Exposition {
  readonly #host: Host;
  readonly #place: ExpositionPlace;
  readonly #serve: HttpHandler = ({ path, query }) => this.#reply(path, query);
  #isStarted = false;
  #listening: HttpListening | undefined;

  constructor(host: Host, place: ExpositionPlace) {
    this.#host = host;
    this.#place = place;
  }

  /** Listens, once; that it cannot is only logged, as in CoreDNS. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (this.#place.file === "") await this.#listen(this.#serve);
    else await this.#startGuarded();
  }

  async stop(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.close();
  }

  async #startGuarded(): Promise<void> {
    const { log } = this.#host;
    const path = this.#place.file;
    const web = readWebConfig({ host: this.#host, path });
    if (web.kind === "fault") {
      log.error(`Invalid TLS config: ${web.text}`);
      return;
    }
    const isSecure = web.tls.kind === "tls";
    const fault = isSecure ? http2Fault(web.fields) : undefined;
    if (fault !== undefined) {
      log.error(`Failed to start HTTPS metrics server: ${fault}`);
      return;
    }
    const guard = new WebGuard(this.#host, path, web.fields.limit);
    const secure: SecureHttp = {
      isHttp2: web.fields.isHttp2,
      settings: (client) => this.#tlsNow(client),
    };
    await this.#listen((request) => guard.reply(request, this.#serve), isSecure ? secure : undefined);
    if (this.#listening !== undefined) this.#tellStart(web, this.#listening.bound);
  }

  async #listen(handler: HttpHandler, secure?: SecureHttp): Promise<void> {
    const served = secure === undefined ? handler : { handler, secure };
    const opened = await listenHttp(this.#host, this.#place.address, served);
    if ("kind" in opened) this.#host.log.error(`Failed to start metrics handler: ${opened.text}`);
    else this.#listening = opened;
  }

  /** What the file says when a connection comes. */
  #tlsNow(client: string): HttpTls | undefined {
    const place = { host: this.#host, path: this.#place.file };
    const fields = readWebFields(place);
    const tls = "kind" in fields ? fields : webTls(fields.tls, place);
    if (tls.kind === "tls") return tls;
    const text = tls.kind === "fault" ? tls.text : "TLS config is not present";
    this.#host.log.plain(`http: TLS handshake error from ${client}: ${text}`);
    return undefined;
  }

  #tellStart({ fields, tls }: WebConfig, bound: HttpListening["bound"]): void {
    const { clock, log } = this.#host;
    const address = joinHostPort(bound.address, bound.port);
    const tell = (rest: string): void => log.plain(slogLine(clock.nowMs(), "INFO", rest));
    tell(`msg="Listening on" address=${address}`);
    const state =
      tls.kind === "tls" ? { word: "enabled", isHttp2: fields.isHttp2 } : { word: "disabled", isHttp2: false };
    tell(`msg="TLS is ${state.word}." http2=${state.isHttp2} address=${address}`);
    log.info("Server is ready and accepting connections");
  }

  async #reply(path: string, query: string): Promise<HttpResponse> {
    if (path !== "/metrics") {
      return { status: 404, body: "404 page not found\n", headers: { "X-Content-Type-Options": "nosniff" } };
    }
    return { status: 200, contentType: CONTENT_TYPE, body: await this.#host.metrics.expose(wantedNames(query)) };
  }
}

/** The names that `name[]=NAME` asks for, as Go's client library has it; undefined for all. */
function wantedNames(query: string): readonly string[] | undefined {
  const names = query
    .split("&")
    .map((pair) => /^name(?:\[\]|%5B%5D)=(.*)$/i.exec(pair)?.[1])
    .filter((name) => name !== undefined);
  return names.length > 0 ? names : undefined;
}
