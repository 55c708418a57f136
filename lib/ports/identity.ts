/** Who and where this server is. */
export interface Identity {
  readonly hostname: string;
  /** The version that `chaos` and the banner tell: CoreDNS's, which this engine follows. */
  readonly version: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many threads run at once: CoreDNS's GOMAXPROCS. */
  readonly processors: number;
  /** Addresses of the network interfaces, as (name, address/prefix length). */
  interfaces(): readonly { readonly name: string; readonly address: string; readonly prefixLength: number }[];
}
