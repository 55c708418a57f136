/** What a record says, as labels of the metadata (CoreDNS, plugin geoip). */
import type { MetadataValue } from "../../chain/query.ts";
import { formatFloat } from "../../go/format-float.ts";
import type { MaxmindRecord } from "./maxmind/read-record.ts";

/** A label and its value. */
export type Label = readonly [name: string, value: MetadataValue];

type Field = MaxmindRecord[string];

/** The labels of a place; without a record all of them are there, and empty. */
export function cityLabels(record: MaxmindRecord | undefined): readonly Label[] {
  const country = partOf(record, "country");
  const continent = partOf(record, "continent");
  const location = partOf(record, "location");
  const subdivisions = record?.subdivisions;
  const codes = isList(subdivisions)
    ? subdivisions.map((one) => textOf(isPart(one) ? one : undefined, "iso_code"))
    : [];
  return [
    label("city/name", nameOf(partOf(record, "city"))),
    label("country/name", nameOf(country)),
    label("continent/name", nameOf(continent)),
    label("country/code", textOf(country, "iso_code")),
    label("subdivisions/code", codes.join(",")),
    label("country/is_in_european_union", String(country?.is_in_european_union === true)),
    label("continent/code", textOf(continent, "code")),
    label("latitude", degreesOf(location?.latitude)),
    label("longitude", degreesOf(location?.longitude)),
    label("timezone", textOf(location, "time_zone")),
    label("postalcode", textOf(partOf(record, "postal"), "code")),
  ];
}

/** The labels of an autonomous system; without a record its number is 0. */
export function asnLabels(record: MaxmindRecord | undefined): readonly Label[] {
  return [
    label("asn/number", String(record?.autonomous_system_number ?? 0)),
    label("asn/org", textOf(record, "autonomous_system_organization")),
  ];
}

function label(name: string, value: string): Label {
  return [`geoip/${name}`, () => value];
}

function isList(field: Field | undefined): field is readonly Field[] {
  return Array.isArray(field);
}

function isPart(field: Field | undefined): field is MaxmindRecord {
  return typeof field === "object" && !isList(field);
}

function partOf(record: MaxmindRecord | undefined, name: string): MaxmindRecord | undefined {
  const field = record?.[name];
  return isPart(field) ? field : undefined;
}

function textOf(record: MaxmindRecord | undefined, name: string): string {
  const field = record?.[name];
  return typeof field === "string" ? field : "";
}

function nameOf(record: MaxmindRecord | undefined): string {
  return textOf(partOf(record, "names"), "en");
}

function degreesOf(field: Field | undefined): string {
  return typeof field === "number" ? formatFloat(field, "f") : "";
}
