/**
 * Fields of an object of the API, which Go's JSON takes to be empty when they are null or not there. By hand: a cluster
 * has tens of thousands of objects, and each start reads them all.
 */

/** Fields by their names. */
export type Fields = Readonly<Record<string, unknown>>;

/** A field that is not what it should be, and where it stands. */
export class Misfit extends Error {}

const NONE: Fields = {};
const NO_ITEMS: readonly unknown[] = [];

/** A value as fields, empty when it is not there. */
export function fieldsOf(value: unknown, path: string): Fields {
  if (value === undefined || value === null) return NONE;
  if (isFields(value)) return value;
  throw new Misfit(`${path}: not an object`);
}

/** The fields of a field. */
export function fieldsAt(fields: Fields, key: string, path: string): Fields {
  return fieldsOf(fields[key], `${path}${key}`);
}

/** A text, empty when it is not there. */
export function textAt(fields: Fields, key: string, path: string): string {
  const value = fields[key];
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  throw new Misfit(`${path}${key}: not a string`);
}

/** A whole number; undefined when it is not there. */
export function numberAt(fields: Fields, key: string, path: string): number | undefined {
  const value = fields[key];
  if (Number.isSafeInteger(value)) return Number(value);
  if (value === undefined || value === null) return undefined;
  throw new Misfit(`${path}${key}: not a whole number`);
}

/** The items of a list, none when it is not there. */
export function itemsAt(fields: Fields, key: string, path: string): readonly unknown[] {
  const value = fields[key];
  if (value === undefined || value === null) return NO_ITEMS;
  if (Array.isArray(value)) return value;
  throw new Misfit(`${path}${key}: not a list`);
}

/** A list of texts. */
export function textsAt(fields: Fields, key: string, path: string): readonly string[] {
  return itemsAt(fields, key, path).map((item, index) => {
    if (typeof item === "string") return item;
    throw new Misfit(`${path}${key}.${index}: not a string`);
  });
}

/** Texts by name, such as labels. */
export function textMapAt(fields: Fields, key: string, path: string): Readonly<Record<string, string>> {
  const found = fieldsAt(fields, key, path);
  if (isTexts(found)) return found;
  const odd = Object.keys(found).find((name) => typeof found[name] !== "string");
  throw new Misfit(`${path}${key}.${odd}: not a string`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(fields: Fields): fields is Readonly<Record<string, string>> {
  for (const name in fields) if (typeof fields[name] !== "string") return false;
  return true;
}
