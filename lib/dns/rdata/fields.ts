/** RDATA that is a row of fields: most types are nothing else. A type is then a table of its fields. */
import { TextError } from "../text/text-error.ts";
import { END, type Token } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import type { RdataSink } from "../wire/sink.ts";
import { type RdataCodec, type RdataSource, readLineEnd } from "./codec.ts";

/** One field of RDATA. `owner` is what mistakes are said of: the type's name. */
export interface Field<T> {
  decode(reader: WireReader): T;
  encode(value: T, sink: RdataSink): void;
  /** `before` is the token of the field before this one. */
  read(source: RdataSource, owner: string, before: Token): T | TextError;
  write(value: T): string;
  /** True for a field that takes all tokens up to the end of the line, and may have no octets at all. */
  readonly toEnd?: boolean;
  /** True for a list: when it is empty not even a blank is written. */
  readonly list?: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** The value of a field. */
type ValueOf<F> = F extends Field<infer T> ? T : never;

/** RDATA with these fields. */
export type RowOf<K extends string, F extends Fields> = { readonly kind: K } & {
  readonly [P in keyof F]: ValueOf<F[P]>;
};

/** The RDATA that a codec is for. */
export type RdataOf<C> = C extends RdataCodec<infer R> ? R : never;

/** The codec of a type whose RDATA is a row of fields. `owner` is how CoreDNS calls the type in mistakes. */
export function row<K extends string, F extends Fields>(
  kind: K,
  fields: F,
  owner: string = kind,
): RdataCodec<RowOf<K, F>> {
  const entries: readonly (readonly [string, Field<unknown>])[] = Object.entries(fields);
  const last = Object.values(fields).at(-1);
  type R = RowOf<K, F>;
  // The fields are put in one by one, and taken out again, under the names that RowOf says.
  const empty = (): Record<string, unknown> => ({ kind });
  const made = (values: Record<string, unknown>): R => values as R;
  const fieldOf = (rdata: R, key: string): unknown => (rdata as Readonly<Record<string, unknown>>)[key];

  return {
    kind,
    decode(reader) {
      const values = empty();
      for (const [key, field] of entries) values[key] = field.decode(reader);
      return made(values);
    },
    encode(rdata, sink) {
      for (const [key, field] of entries) field.encode(fieldOf(rdata, key), sink);
    },
    read(source) {
      const values = empty();
      let before: Token = END;
      for (const [at, [key, field]] of entries.entries()) {
        if (at > 0 && !field.toEnd) source.lexer.next();
        const token = field.toEnd ? before : source.lexer.peek();
        const value = field.read(source, owner, before);
        before = token;
        if (value instanceof TextError) return value;
        values[key] = value;
      }
      return (last?.toEnd ? undefined : readLineEnd(source.lexer)) ?? made(values);
    },
    write(rdata) {
      const texts = entries.map(([key, field]) => field.write(fieldOf(rdata, key)));
      return last?.list && texts.at(-1) === "" ? texts.slice(0, -1).join(" ") : texts.join(" ");
    },
  };
}
