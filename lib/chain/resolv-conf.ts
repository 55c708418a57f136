/** Files like /etc/resolv.conf, of which only the servers count here (resolv.conf(5)). */

/** The servers that `nameserver` lines name, in their order, whatever they are. */
export function readNameservers(bytes: Uint8Array): readonly string[] {
  const servers: string[] = [];
  for (const line of latin1(bytes).split("\n")) {
    const [keyword, server] = line.split(/\s+/).filter((field) => field !== "");
    if (keyword === "nameserver" && server !== undefined) servers.push(server);
  }
  return servers;
}

/** Keywords and addresses are ASCII; anything else only must not get in their way. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
}
