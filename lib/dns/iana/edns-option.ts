/** EDNS option codes (RFC 6891 section 9 and the registry that it opens). */

/** Number of each EDNS option that CoreDNS knows by name. */
export const EdnsOptionCode = {
  LLQ: 1,
  UL: 2,
  NSID: 3,
  ESU: 4,
  DAU: 5,
  DHU: 6,
  N3U: 7,
  SUBNET: 8,
  EXPIRE: 9,
  COOKIE: 10,
  TCP_KEEPALIVE: 11,
  PADDING: 12,
  EDE: 15,
  REPORTING: 18,
  ZONEVERSION: 19,
  LOCAL_START: 65_001,
  LOCAL_END: 65_534,
} as const;
