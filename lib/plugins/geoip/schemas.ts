/** The records that CoreDNS looks for: city and autonomous system, and which databases have them. */
import { bool, float, list, record, string, uint, uint16 } from "./maxmind/shape.ts";

const NAME_OCTETS = 1024;
const name = string(NAME_OCTETS);
const code = string(16);

const names = record("geoip2.Names", {
  de: name,
  en: name,
  es: name,
  fr: name,
  ja: name,
  "pt-BR": name,
  ru: name,
  "zh-CN": name,
});

const country = record("geoip2.CountryRecord", {
  names,
  iso_code: code,
  geoname_id: uint,
  is_in_european_union: bool,
});

/** Where an address is. */
export const city = record("geoip2.City", {
  traits: record("geoip2.CityTraits", { is_anycast: bool }),
  postal: record("geoip2.CityPostal", { code: string(128) }),
  continent: record("geoip2.Continent", { names, code, geoname_id: uint }),
  city: record("geoip2.CityRecord", { names, geoname_id: uint }),
  subdivisions: list(record("geoip2.CitySubdivision", { names, iso_code: code, geoname_id: uint }), 32),
  represented_country: record("geoip2.RepresentedCountry", {
    names,
    iso_code: code,
    type: string(128),
    geoname_id: uint,
    is_in_european_union: bool,
  }),
  country,
  registered_country: country,
  location: record("geoip2.Location", {
    latitude: float,
    longitude: float,
    time_zone: string(256),
    metro_code: uint,
    accuracy_radius: uint16,
  }),
});

/** Whose network an address is in. */
export const asn = record("geoip2.ASN", {
  autonomous_system_organization: string(4096),
  autonomous_system_number: uint,
});

/** Which of the two a database has. */
export interface Provides {
  readonly city: boolean;
  readonly asn: boolean;
}

const CITY: Provides = { city: true, asn: false };
const ASN: Provides = { city: false, asn: true };
const NEITHER: Provides = { city: false, asn: false };

const TYPES: Readonly<Record<string, Provides>> = {
  "GeoIP-Anonymous-Plus": NEITHER,
  "GeoIP2-Anonymous-IP": NEITHER,
  "DBIP-ASN-Lite (compat=GeoLite2-ASN)": ASN,
  "GeoLite2-ASN": ASN,
  "DBIP-City-Lite": CITY,
  "DBIP-Country-Lite": CITY,
  "DBIP-Country": CITY,
  "DBIP-Location (compat=City)": CITY,
  "GeoLite2-City": CITY,
  "GeoIP-City-Redacted-US": CITY,
  "GeoIP2-City": CITY,
  "GeoIP2-City-Africa": CITY,
  "GeoIP2-City-Asia-Pacific": CITY,
  "GeoIP2-City-Europe": CITY,
  "GeoIP2-City-North-America": CITY,
  "GeoIP2-City-South-America": CITY,
  "GeoIP2-Precision-City": CITY,
  "GeoLite2-Country": CITY,
  "GeoIP2-Country": CITY,
  "GeoIP2-Connection-Type": NEITHER,
  "GeoIP2-Domain": NEITHER,
  "DBIP-ISP (compat=Enterprise)": CITY,
  "DBIP-Location-ISP (compat=Enterprise)": CITY,
  "GeoIP-Enterprise-Redacted-US": CITY,
  "GeoIP2-Enterprise": CITY,
  "GeoIP2-ISP": ASN,
  "GeoIP2-Precision-ISP": ASN,
};

/** What a database of this type has; undefined for a type that CoreDNS does not know. */
export function providesOf(databaseType: string): Provides | undefined {
  return Object.hasOwn(TYPES, databaseType) ? TYPES[databaseType] : undefined;
}
