/** What a server block says about TLS, as QUIC's library takes it. */
import type { Quiche } from "@matrixai/quic/dist/native/quiche.js";
import type { Config } from "@matrixai/quic/dist/native/types.js";
import type { TlsSession } from "../../../lib/chain/arrival.ts";
import type { TlsMaterial } from "../../../lib/ports/tls.ts";
import type { BlockTls } from "../../../lib/set-up/block-settings.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { materialOf } from "../../host/tls-material.ts";
import { type QuicGrants, type QuicTls, quicConfig } from "../../quic/quic-config.ts";
import type { QuicConnection } from "../../quic/quic-connection.ts";
import { clientWants } from "../tls-options.ts";

/** What a listener grants by the settings that hold now. */
export type Grants = (settings: ListenerSettings) => QuicGrants;

interface Made {
  readonly settings: ListenerSettings;
  readonly material: TlsMaterial;
  readonly config: Config | undefined;
}

/** Makes configurations as the settings change; connections keep the one that they began with. */
export class QuicConfigs {
  readonly #quiche: Quiche;
  readonly #settings: () => ListenerSettings;
  readonly #grants: Grants;
  #made: Made | undefined;

  constructor(quiche: Quiche, settings: () => ListenerSettings, grants: Grants) {
    this.#quiche = quiche;
    this.#settings = settings;
    this.#grants = grants;
  }

  /** For whoever connects now; undefined without a certificate. */
  current(): Config | undefined {
    const settings = this.#settings();
    const { tls } = settings;
    if (tls === undefined) return undefined;
    const known = this.#made;
    if (known?.settings === settings && known.material === tls.material) return known.config;
    const config =
      tls.material.pair === undefined ? undefined : quicConfig(this.#quiche, quicTlsOf(tls), this.#grants(settings));
    this.#made = { settings, material: tls.material, config };
    return config;
  }
}

/**
 * The library refuses a client without a certificate as soon as it asks for one. Where one is only wanted if there is one,
 * it is not asked for.
 */
function quicTlsOf(tls: BlockTls): QuicTls {
  const { isRequired, isVerified } = clientWants(tls);
  const { cert, key, ca } = materialOf(tls.material);
  const pem = typeof key === "string" ? key : key?.toString("latin1");
  return {
    cert,
    key: pem,
    authorities: ca,
    peer: isRequired ? (isVerified ? "verified" : "required") : "unchecked",
  };
}

/** What is known of a client's TLS. */
export function quicSessionOf({ native }: QuicConnection): TlsSession {
  const [certificate] = native.peerCertChain() ?? [];
  return { serverName: native.serverName() ?? "", clientCertificate: certificate };
}
