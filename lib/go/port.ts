/** Ports as Go's net package reads them. */

const HIGHEST_PORT = 65_535;

/** What Go knows of each without asking the system (net.services); `domain` is in everybody's list. */
const UDP_SERVICES: Readonly<Record<string, number>> = { domain: 53 };
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

/** Whose services are meant. */
export type PortNetwork = "tcp" | "udp";

/**
 * net.LookupPort: digits with a sign if wanted, or the name of a service; nothing is 0, which stands for any. Of the
 * system's own list of services only those are known that Go has itself, and `domain`.
 */
export function lookUpPort(network: PortNetwork, text: string): PortReading {
  const [, sign, digits] = /^([+-]?)(\d*)$/.exec(text) ?? [];
  const number = digits === undefined ? serviceOf(network, text) : sign === "-" ? 0 - Number(digits) : Number(digits);
  if (number === undefined) return { ok: false, error: `lookup ${network}/${text}: unknown port` };
  if (!(number >= 0 && number <= HIGHEST_PORT)) return { ok: false, error: `address ${text}: invalid port` };
  return { ok: true, port: number };
}

function serviceOf(network: PortNetwork, text: string): number | undefined {
  const services = network === "tcp" ? TCP_SERVICES : UDP_SERVICES;
  const name = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Object.hasOwn(services, name) ? services[name] : undefined;
}
