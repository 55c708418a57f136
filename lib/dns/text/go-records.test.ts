/** Records at the edges of what their fields hold, as miekg/dns 1.1.73 writes or refuses them. */
import { expect, test } from "vitest";
import { readRecord, writeRecord } from "./record.ts";
import { TextError } from "./text-error.ts";

const RECORDED: readonly (readonly [type: string, outcome: string])[] = [
  ["TLSA 255 255 255 00", "a.example.org.\t60\tIN\tTLSA\t255 255 255 00"],
  ["TLSA 256 0 0 00", 'dns: bad TLSA Usage: "256" at line: 1:30'],
  ["MX 65535 b.", "a.example.org.\t60\tIN\tMX\t65535 b."],
  ["MX 65536 b.", 'dns: bad MX Pref: "65536" at line: 1:30'],
  ["LOC 90 0 0.000 N 180 0 0.000 E 0m", "a.example.org.\t60\tIN\tLOC\t90 00 0.000 N 180 00 0.000 E 0m 1m 10000m 10m"],
  ["LOC 91 0 0.000 N 180 0 0.000 E 0m", 'dns: bad LOC Latitude: "91" at line: 1:28'],
  ["LOC 90 0 0.000 N 181 0 0.000 E 0m", 'dns: bad LOC Longitude: "181" at line: 1:42'],
  [
    "LOC 0 59 59.999 S 0 59 59.999 W -100000m",
    "a.example.org.\t60\tIN\tLOC\t00 59 59.999 S 00 59 59.999 W -100000m 1m 10000m 10m",
  ],
  ["LOC 0 60 0 S 0 0 0 W 0m", 'dns: bad LOC Latitude minutes: "60" at line: 1:30'],
  ["LOC 0 0 60 S 0 0 0 W 0m", 'dns: bad LOC Latitude seconds: "60" at line: 1:32'],
  ["LOC 52 N 4 E 10.50m 20m 30m 40m", "a.example.org.\t60\tIN\tLOC\t52 00 0.000 N 04 00 0.000 E 10.50m 20m 30m 40m"],
  ["LOC 52 22 N 4 53 E -2m 0m 0.01m 90000000m", 'dns: bad LOC Latitude seconds: "N" at line: 1:33'],
  [
    "LOC 52 22 23 N 4 53 32 E 42849672.95m",
    "a.example.org.\t60\tIN\tLOC\t52 22 23.000 N 04 53 32.000 E 42849672.95m 1m 10000m 10m",
  ],
  [
    "LOC 52 22 23.5 N 4 53 32.25 W 1m 1m",
    "a.example.org.\t60\tIN\tLOC\t52 22 23.500 N 04 53 32.250 W 1m 1m 10000m 10m",
  ],
  ["NSEC b.example.org. A NS TYPE1234", "a.example.org.\t60\tIN\tNSEC\tb.example.org. A NS TYPE1234"],
  ["NSEC b.example.org.", "a.example.org.\t60\tIN\tNSEC\tb.example.org."],
  ["SOA a. b. 4294967295 1w 1d 1h 1m", "a.example.org.\t60\tIN\tSOA\ta. b. 4294967295 604800 86400 3600 60"],
  ["SOA a. b. 4294967296 1 1 1 1", 'dns: bad SOA zone parameter: "4294967296" at line: 1:42'],
  ['TXT "0123456789"', 'a.example.org.\t60\tIN\tTXT\t"0123456789"'],
  ["CERT 65535 1 255 AA==", "a.example.org.\t60\tIN\tCERT\t65535 1 255 AA=="],
  ["CERT PKIX 1 RSASHA256 AA==", "a.example.org.\t60\tIN\tCERT\tPKIX 1 RSASHA256 AA=="],
  ["EUI48 00-00-5e-00-53-2a", "a.example.org.\t60\tIN\tEUI48\t00-00-5e-00-53-2a"],
  ["EUI64 00-00-5e-ef-10-00-00-2a", "a.example.org.\t60\tIN\tEUI64\t00-00-5e-ef-10-00-00-2a"],
  ["NID 10 0014:4fff:ff20:ee64", "a.example.org.\t60\tIN\tNID\t10 0014:4fff:ff20:ee64"],
  ["L32 10 10.1.2.0", "a.example.org.\t60\tIN\tL32\t10 10.1.2.0"],
  ["L64 10 2001:db8:1140:1000", 'dns: bad NID/L64 NodeID/Locator64: "2001:db8:1140:1000" at line: 1:46'],
  ["APL 1:192.0.2.0/24 !2:2001:db8::/32", "a.example.org.\t60\tIN\tAPL\t1:192.0.2.0/24 !2:2001:db8::/32"],
  ["APL 1:192.0.2.0/33", 'dns: : "1:192.0.2.0/33" at line: 1:39'],
  ["APL", "a.example.org.\t60\tIN\tAPL\t"],
  ['NAPTR 65535 0 "u" "sip" "!^.*$!x!" .', 'a.example.org.\t60\tIN\tNAPTR\t65535 0 "u" "sip" "!^.*$!x!" .'],
  ['HINFO "a" "b"', 'a.example.org.\t60\tIN\tHINFO\t"a" "b"'],
  ["HINFO a", 'a.example.org.\t60\tIN\tHINFO\t"a" ""'],
  ['URI 65535 1 "https://example.org/"', 'a.example.org.\t60\tIN\tURI\t65535 1 "https://example.org/"'],
  ['CAA 255 issue "ca.example.net"', 'a.example.org.\t60\tIN\tCAA\t255 issue "ca.example.net"'],
  ['CAA 256 issue "ca.example.net"', 'dns: bad CAA Flag: "256" at line: 1:29'],
  ["SSHFP 1 2 AB", "a.example.org.\t60\tIN\tSSHFP\t1 2 AB"],
  ["CSYNC 66 3 A NS AAAA", "a.example.org.\t60\tIN\tCSYNC\t66 3 A NS AAAA"],
  [
    "NSEC3 1 1 12 aabbccdd 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR MX RRSIG",
    "a.example.org.\t60\tIN\tNSEC3\t1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR MX RRSIG",
  ],
  ["NSEC3PARAM 1 0 12 -", "a.example.org.\t60\tIN\tNSEC3PARAM\t1 0 12 -"],
  [
    "SVCB 16 x. alpn=h2,h3 port=65535 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1 key65400=ab",
    'a.example.org.\t60\tIN\tSVCB\t16 x. alpn="h2,h3" port="65535" ipv4hint="192.0.2.1" ipv6hint="2001:db8::1" key65400="ab"',
  ],
  ["SVCB 1 . port=65536", 'dns: : "port=65536" at line: 1:40'],
  ["TALINK a. b.", "a.example.org.\t60\tIN\tTALINK\ta. b."],
  ['X25 "311"', 'dns: garbage after rdata: "311" at line: 1:30'],
  ["GPOS -32.6882 116.8652 10.0", "a.example.org.\t60\tIN\tGPOS\t-32.6882 116.8652 10.0"],
  ["RP a. b.", "a.example.org.\t60\tIN\tRP\ta. b."],
  ["AFSDB 1 b.", "a.example.org.\t60\tIN\tAFSDB\t1 b."],
  [
    "HIP 2 200100107b1a74df365639cc39f1d578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p9+LrV4e19WzK00+CI6zBCQTdtWsuxKbWIy87UOoJTwkUs7lBu+Upr1gsNrut79ryra+bSRGQb1slImA8YVJyuIDsj7kwzG7jnERNqnWxZ48AWkskmdHaVDP4BcelrTI3rMXdXF5D rvs.example.com.",
    "a.example.org.\t60\tIN\tHIP\t2 200100107b1a74df365639cc39f1d578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p9+LrV4e19WzK00+CI6zBCQTdtWsuxKbWIy87UOoJTwkUs7lBu+Upr1gsNrut79ryra+bSRGQb1slImA8YVJyuIDsj7kwzG7jnERNqnWxZ48AWkskmdHaVDP4BcelrTI3rMXdXF5D rvs.example.com.",
  ],
  [
    "IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
    "a.example.org.\t60\tIN\tIPSECKEY\t10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
  ],
  [
    "IPSECKEY 10 4 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
    "a.example.org.\t60\tIN\tIPSECKEY\t10 4 2 . AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
  ],
  ["AMTRELAY 10 1 1 192.0.2.38", "a.example.org.\t60\tIN\tAMTRELAY\t10 1 1 192.0.2.38"],
  ["ZONEMD 1 1 1 aabb", "a.example.org.\t60\tIN\tZONEMD\t1 1 1 aabb"],
  [
    "RRSIG A 8 3 60 20251231235959 20250101000000 12345 example.org. AA==",
    "a.example.org.\t60\tIN\tRRSIG\tA 8 3 60 20251231235959 20250101000000 12345 example.org. AA==",
  ],
  [
    "RRSIG A 8 3 60 4294967295 0 65535 example.org. AA==",
    "a.example.org.\t60\tIN\tRRSIG\tA 8 3 60 21060207062815 19700101000000 65535 example.org. AA==",
  ],
  ["DS 65535 255 255 AB", "a.example.org.\t60\tIN\tDS\t65535 255 255 AB"],
  ["DNSKEY 257 3 RSASHA256 AA==", 'dns: bad DNSKEY Algorithm: "RSASHA256" at line: 1:44'],
  ["OPENPGPKEY AA==", "a.example.org.\t60\tIN\tOPENPGPKEY\tAA=="],
  ["DHCID AA==", "a.example.org.\t60\tIN\tDHCID\tAA=="],
  ["TYPE1234 \\# 2 abcd", "a.example.org.\t60\tCLASS1\tTYPE1234\t\\# 2 abcd"],
  ["TYPE1234 \\# 3 abcd", 'dns: bad RFC3597 Rdata: "3" at line: 1:35'],
  ["A \\# 4 c0000201", "a.example.org.\t60\tIN\tA\t192.0.2.1"],
];

test.each(RECORDED)("%s", (type, outcome) => {
  const read = readRecord(`a.example.org. 60 IN ${type}`);
  expect(read instanceof TextError ? read.message : read === undefined ? "" : writeRecord(read)).toBe(outcome);
});
