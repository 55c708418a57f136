/** RR types in our words: what each is for, and what stands in its RDATA. */

/** A field of RDATA. */
export interface FieldWords {
  readonly name: string;
  readonly meaning: string;
}

/** An RR type. */
export interface TypeWords {
  readonly summary: string;
  readonly fields: readonly FieldWords[];
  /** Where it is defined. */
  readonly source: string;
  /** A line of RDATA to begin with, with the parts to fill in as `‹text›`. */
  readonly snippet: string;
}

const field = (name: string, meaning: string): FieldWords => ({ name, meaning });

/** The types that people write by hand; others are read and served all the same. */
export const TYPE_WORDS: Readonly<Record<string, TypeWords>> = {
  A: {
    summary: "An IPv4 address of the owner.",
    fields: [field("ADDRESS", "The IPv4 address.")],
    source: "RFC 1035 section 3.4.1",
    snippet: "‹192.0.2.1›",
  },
  AAAA: {
    summary: "An IPv6 address of the owner.",
    fields: [field("ADDRESS", "The IPv6 address.")],
    source: "RFC 3596",
    snippet: "‹2001:db8::1›",
  },
  CAA: {
    summary: "Which certification authorities may issue certificates for the owner.",
    fields: [
      field("FLAGS", "128 when an authority that does not know the tag must not issue; 0 otherwise."),
      field("TAG", "issue, issuewild, iodef and others."),
      field("VALUE", "The authority's domain, or an address for reports."),
    ],
    source: "RFC 8659",
    snippet: '0 ‹issue› "‹ca.example.net›"',
  },
  CNAME: {
    summary: "The owner is an alias for the target.",
    fields: [field("TARGET", "The canonical name.")],
    source: "RFC 1035 section 3.3.1",
    snippet: "‹target›",
  },
  DNAME: {
    summary: "All names below the owner are aliases for those below the target.",
    fields: [field("TARGET", "The name that takes the owner's place.")],
    source: "RFC 6672",
    snippet: "‹target›",
  },
  DNSKEY: {
    summary: "A public key that verifies the zone's signatures.",
    fields: [
      field("FLAGS", "256 for a key that signs data, 257 for one that signs keys."),
      field("PROTOCOL", "Always 3."),
      field("ALGORITHM", "The number of the algorithm; 13 is ECDSA P-256."),
      field("KEY", "The key in base 64."),
    ],
    source: "RFC 4034 section 2",
    snippet: "257 3 13 ‹KEY›",
  },
  DS: {
    summary: "The digest of a key of the delegated zone: the link in the chain of trust.",
    fields: [
      field("KEY TAG", "A number that identifies the key."),
      field("ALGORITHM", "The algorithm of that key."),
      field("DIGEST TYPE", "2 is SHA-256."),
      field("DIGEST", "The digest in hexadecimal digits."),
    ],
    source: "RFC 4034 section 5",
    snippet: "‹12345› 13 2 ‹DIGEST›",
  },
  HINFO: {
    summary: "Processor and operating system of a host; now mostly a short answer to ANY (RFC 8482).",
    fields: [field("CPU", "The processor."), field("OS", "The operating system.")],
    source: "RFC 1035 section 3.3.2",
    snippet: '"‹CPU›" "‹OS›"',
  },
  HTTPS: {
    summary: "How to reach the HTTPS service of the owner: another name, ports, protocols, addresses.",
    fields: [
      field("PRIORITY", "0 makes it an alias; otherwise smaller numbers are tried first."),
      field("TARGET", "The host; a dot is the owner itself."),
      field("PARAMETERS", "alpn, port, ipv4hint, ech and others."),
    ],
    source: "RFC 9460",
    snippet: "‹1› ‹.› ‹alpn=h2›",
  },
  LOC: {
    summary: "Where on Earth the owner is.",
    fields: [field("LOCATION", "Latitude, longitude, altitude, size and precisions.")],
    source: "RFC 1876",
    snippet: "‹52 22 23.000 N 4 53 32.000 E -2.00m›",
  },
  MX: {
    summary: "A host that takes mail for the owner.",
    fields: [
      field("PREFERENCE", "Smaller numbers are tried first."),
      field("EXCHANGE", "The host; it has an address and is not an alias. A dot means no mail here (RFC 7505)."),
    ],
    source: "RFC 1035 section 3.3.9",
    snippet: "‹10› ‹mail›",
  },
  NAPTR: {
    summary: "A rule that rewrites the name into the next thing to ask for, as for telephone numbers.",
    fields: [
      field("ORDER", "Smaller numbers come first."),
      field("PREFERENCE", "Smaller numbers come first among those of one order."),
      field("FLAGS", "What the result is: S, A, U or P; empty when more rules follow."),
      field("SERVICE", "The service and protocol."),
      field("REGEXP", "How to rewrite the text; empty when there is a replacement."),
      field("REPLACEMENT", "The next name; a dot when there is a regular expression."),
    ],
    source: "RFC 3403 section 4",
    snippet: '‹100› ‹10› "‹S›" "‹SIP+D2U›" "" ‹_sip._udp›',
  },
  NS: {
    summary: "A server of the zone that begins at the owner; below the apex it delegates that part of the tree.",
    fields: [field("SERVER", "The server's name; it has an address and is not an alias.")],
    source: "RFC 1035 section 3.3.11",
    snippet: "‹ns1›",
  },
  NSEC: {
    summary: "Proof that no names exist between the owner and the next one, and of the types that the owner has.",
    fields: [field("NEXT", "The next name of the zone."), field("TYPES", "The types that the owner has.")],
    source: "RFC 4034 section 4",
    snippet: "‹next› ‹A RRSIG NSEC›",
  },
  OPENPGPKEY: {
    summary: "An OpenPGP key of a mail address, whose hash is the first label.",
    fields: [field("KEY", "The key in base 64.")],
    source: "RFC 7929",
    snippet: "‹KEY›",
  },
  PTR: {
    summary: "The name that belongs to an address (or to an entry of a list).",
    fields: [field("NAME", "The name it points to.")],
    source: "RFC 1035 section 3.3.12",
    snippet: "‹host.example.org.›",
  },
  RP: {
    summary: "Who is responsible for the owner.",
    fields: [
      field("MAILBOX", "The mail address, with a dot for the at sign."),
      field("TEXT", "A name with TXT records that say more; a dot for none."),
    ],
    source: "RFC 1183 section 2.2",
    snippet: "‹hostmaster› ‹.›",
  },
  RRSIG: {
    summary: "A signature over an RRset of the owner.",
    fields: [
      field("TYPE COVERED", "The type of the RRset."),
      field("ALGORITHM", "The algorithm of the key."),
      field("LABELS", "How many labels the owner has, without a wildcard's star."),
      field("ORIGINAL TTL", "The TTL that was signed, in seconds."),
      field("EXPIRATION", "When it expires, as YYYYMMDDHHmmSS in UTC."),
      field("INCEPTION", "From when it is valid."),
      field("KEY TAG", "A number that identifies the key."),
      field("SIGNER", "The zone whose key it is."),
      field("SIGNATURE", "The signature in base 64."),
    ],
    source: "RFC 4034 section 3",
    snippet: "‹A› 13 ‹2› ‹3600› ‹EXPIRATION› ‹INCEPTION› ‹12345› ‹example.org.› ‹SIGNATURE›",
  },
  SMIMEA: {
    summary: "The certificate of a mail address, whose hash is the first label.",
    fields: [
      field("USAGE", "What the certificate is: 3 is the one of the mail address itself."),
      field("SELECTOR", "0: the whole certificate, 1: its public key."),
      field("MATCHING", "0: the data itself, 1: its SHA-256, 2: its SHA-512."),
      field("DATA", "Hexadecimal digits."),
    ],
    source: "RFC 8162",
    snippet: "3 0 0 ‹DATA›",
  },
  SOA: {
    summary: "The start of a zone: its primary server, its contact and its timers. Every zone has exactly one.",
    fields: [
      field("MNAME", "The server on which the zone is edited."),
      field("RNAME", "The mail address of the zone's contact, with a dot for the at sign."),
      field("SERIAL", "The version of the zone; secondaries fetch the zone again when it increases."),
      field("REFRESH", "How long secondaries wait before they look for a new version."),
      field("RETRY", "How long they wait after a failure."),
      field("EXPIRE", "How long they serve it without hearing from the primary."),
      field("MINIMUM", "How long resolvers remember that something does not exist (RFC 2308)."),
    ],
    source: "RFC 1035 section 3.3.13",
    snippet: "‹ns1› ‹hostmaster› ‹1› 7200 3600 1209600 300",
  },
  SPF: {
    summary: "Who may send mail for the owner. Obsolete: use TXT (RFC 7208 section 3.1).",
    fields: [field("TEXT", "One or more texts.")],
    source: "RFC 4408",
    snippet: '"‹v=spf1 -all›"',
  },
  SRV: {
    summary: "Where a service runs; the owner is _service._protocol and a name.",
    fields: [
      field("PRIORITY", "Smaller numbers are tried first."),
      field("WEIGHT", "Among those of one priority, how large a share it takes."),
      field("PORT", "The port of the service."),
      field("TARGET", "The host; it has an address and is not an alias. A dot means no such service here."),
    ],
    source: "RFC 2782",
    snippet: "‹0› ‹100› ‹443› ‹host›",
  },
  SSHFP: {
    summary: "The fingerprint of a host's SSH key.",
    fields: [
      field("ALGORITHM", "1 RSA, 3 ECDSA, 4 Ed25519."),
      field("TYPE", "1 SHA-1, 2 SHA-256."),
      field("FINGERPRINT", "Hexadecimal digits."),
    ],
    source: "RFC 4255",
    snippet: "4 2 ‹FINGERPRINT›",
  },
  SVCB: {
    summary: "How to reach a service: another name, ports, protocols, addresses.",
    fields: [
      field("PRIORITY", "0 makes it an alias; otherwise smaller numbers are tried first."),
      field("TARGET", "The host; a dot is the owner itself."),
      field("PARAMETERS", "alpn, port, ipv4hint, dohpath and others."),
    ],
    source: "RFC 9460",
    snippet: "‹1› ‹.› ‹alpn=dot›",
  },
  TLSA: {
    summary: "The certificate or key that a TLS service has; the owner is _port._protocol and a name.",
    fields: [
      field("USAGE", "What the certificate is: 3 is the one of the server itself."),
      field("SELECTOR", "0: the whole certificate, 1: its public key."),
      field("MATCHING", "0: the data itself, 1: its SHA-256, 2: its SHA-512."),
      field("DATA", "Hexadecimal digits."),
    ],
    source: "RFC 6698",
    snippet: "3 1 1 ‹DIGEST›",
  },
  TXT: {
    summary: "Any text about the owner. Each piece has at most 255 octets; readers join the pieces.",
    fields: [field("TEXT", "One or more texts, in quotes if they contain spaces.")],
    source: "RFC 1035 section 3.3.14",
    snippet: '"‹text›"',
  },
  URI: {
    summary: "The address of a service as a URI.",
    fields: [
      field("PRIORITY", "Smaller numbers are tried first."),
      field("WEIGHT", "Among those of one priority, how large a share it takes."),
      field("TARGET", "The URI, in quotes."),
    ],
    source: "RFC 7553",
    snippet: '‹10› ‹1› "‹https://www.example.org/›"',
  },
};

/** The directives of master files in our words. */
export const DIRECTIVE_WORDS: Readonly<Record<string, { readonly syntax: string; readonly summary: string }>> = {
  $ORIGIN: { syntax: "$ORIGIN NAME", summary: "What names without a final dot are relative to, from here on." },
  $TTL: { syntax: "$TTL TTL", summary: "The TTL of the records after it that have none of their own (RFC 2308)." },
  $INCLUDE: {
    syntax: "$INCLUDE FILE [ORIGIN]",
    summary: "Inserts another file here; its path starts at the folder of this file.",
  },
  $GENERATE: {
    syntax: "$GENERATE START-STOP[/STEP] LINE",
    summary:
      "Repeats a line for each number. A dollar sign stands for the number; `{OFFSET,WIDTH,BASE}` after it changes its form.",
  },
};
