/** Ports as Go's net package reads them. */

const HIGHEST_PORT = 65_535;

/** Services of TCP that Go knows without asking the system (net.services). */
const TCP_SERVICES: Readonly<Record<string, number>> = {
  domain: 53,
  ftp: 21,
  ftps: 990,
  gopher: 70,
  http: 80,
  https: 443,
  imap2: 143,
  imap3: 220,
  imaps: 993,
  pop3: 110,
  pop3s: 995,
  smtp: 25,
  submissions: 465,
  ssh: 22,
  telnet: 23,
};

/** A port, or what Go says. */
export type PortReading = { readonly ok: true; readonly port: number } | { readonly ok: false; readonly error: string };

/**
 * net.LookupPort for TCP: digits with a sign if wanted, or the name of a service; nothing is 0, which stands for any. Of
 * the system's own list of services only those are known that Go has itself, and `domain`.
 */
export function lookUpTcpPort(text: string): PortReading {
  const [, sign, digits] = /^([+-]?)(\d*)$/.exec(text) ?? [];
  const number = digits === undefined ? serviceOf(text) : sign === "-" ? 0 - Number(digits) : Number(digits);
  if (number === undefined) return { ok: false, error: `lookup tcp/${text}: unknown port` };
  if (!(number >= 0 && number <= HIGHEST_PORT)) return { ok: false, error: `address ${text}: invalid port` };
  return { ok: true, port: number };
}

function serviceOf(text: string): number | undefined {
  const name = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Object.hasOwn(TCP_SERVICES, name) ? TCP_SERVICES[name] : undefined;
}
