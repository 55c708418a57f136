/** What to do about what CoreDNS says at its start, where its words leave the cause to be guessed. */
import type { Problem } from "../../text/problem.ts";
import { didYouMean, nearestWords } from "../nearest.ts";

interface Advice {
  readonly message: RegExp;
  readonly help: string | ((found: RegExpExecArray) => string);
}

/** What templates may call: Go's own functions, and the one that CoreDNS adds (plugin template). */
const TEMPLATE_FUNCTIONS =
  "and call eq ge gt html index js le len lt ne not or parseInt print printf println slice urlquery".split(" ");

const RELATIVE =
  "A relative path starts at the folder in which CoreDNS runs, or at root; in a container the file must be mounted.";

const ADVICE: readonly Advice[] = [
  { message: /^plugin\/template: .*function "([^"]*)" not defined/s, help: aboutTemplateFunction },
  {
    message: /could not load TLS cert: open .*: no such file/,
    help: `The certificate or its key does not exist here. ${RELATIVE} One for tests: openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost -keyout key.pem -out cert.pem`,
  },
  {
    message: /^plugin\/(?:dnssec|sign): open .*: no such file/,
    help: `The key does not exist here. ${RELATIVE} dnssec-keygen -a ECDSAP256SHA256 ZONE or ldns-keygen makes a pair of key files; give their name without .key and .private.`,
  },
  { message: /(?:open|stat) .*: no such file or directory/, help: `The file does not exist here. ${RELATIVE}` },
  {
    message: /File to import not found/,
    help: "No file and no snippet of this name. A path starts at the folder of the file that imports; a snippet, (name) { … }, stands before its first use. A pattern such as conf/*.conf may find nothing.",
  },
  {
    message: /unable to load in-cluster configuration/,
    help: "In a pod, Kubernetes sets both variables. Elsewhere kubernetes needs `endpoint URL` or `kubeconfig FILE` in its braces.",
  },
  {
    message: /not a valid IP address or interface name/,
    help: "bind takes addresses, and names of network interfaces of the machine on which CoreDNS runs (`ip link` shows them).",
  },
  {
    message: /^plugin\/forward: failed to resolve/,
    help: "forward takes what is neither an address nor a file that is there for a host name, and asks the machine's own resolver for it at the start. An address needs none.",
  },
  {
    message: /^plugin\/file: file ".*" has SOA owner .* does not match origin/,
    help: "Zones stand behind the file's name; without them file reads it for the zones of the server block. Write the zone there, or mend the owner of the SOA record in the file.",
  },
  {
    message: /bind: address already in use/,
    help: "Another program listens on this port: `ss -lntup` shows which; on port 53 it is often systemd-resolved or dnsmasq. Choose another port, or `bind` another address.",
  },
  {
    message: /bind: permission denied/,
    help: "Ports below 1024 are for root, or for programs with CAP_NET_BIND_SERVICE. Choose a port such as 1053.",
  },
  {
    message: /bind: cannot assign requested address/,
    help: "This machine has no such address. `bind` takes those that `ip address` shows.",
  },
  {
    message: /Unexpected '\}' because no matching opening brace/,
    help: "CoreDNS reads a Corefile line by line: each directive and each closing brace needs a line of its own. Or there is a brace too many.",
  },
  {
    message: /^plugin\/forward: (?:.*: )?(?:no nameservers found|no valid upstream addresses found)/,
    help: "The file has no line with nameserver. Write one, name the upstream's address in its place, or take forward out where there is no upstream.",
  },
  {
    message: /expecting '\}'|Unexpected EOF/,
    help: "A block that a brace opens is closed by a brace on a line of its own; one is missing, here or further down.",
  },
];

/** Our words for a message of CoreDNS's. */
export function aboutStartUp({ message }: Pick<Problem, "message">): string | undefined {
  for (const { message: pattern, help } of ADVICE) {
    const found = pattern.exec(message);
    if (found !== null) return typeof help === "string" ? help : help(found);
  }
  return undefined;
}

/** Functions of Helm (Sprig), Ansible and other tools are not known here. */
function aboutTemplateFunction([, name = ""]: RegExpExecArray): string {
  const near = nearestWords(name, TEMPLATE_FUNCTIONS);
  const meant = near.length === 0 ? "" : `${didYouMean(near)} `;
  return `${meant}CoreDNS fills in these templates itself, at each query, and has no function ${name}: only those of Go's text/template, and parseInt (${TEMPLATE_FUNCTIONS.join(", ")}).`;
}
