/** Binds a zod schema to a type that lives elsewhere, so that the compiler refuses when the two part ways. */
import type { z } from "zod";

/** A type with every property there and readonly, all the way down: what makes a forgotten optional property visible. */
type Whole<T> = T extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Whole<Exclude<T[K], undefined>> }
    : T;

type Assignable<A, B> = [A] extends [B] ? true : false;

/** True when both types have the same properties, apart from `readonly`. */
type Same<A, B> = Assignable<Whole<A>, Whole<B>> extends true ? Assignable<Whole<B>, Whole<A>> : false;

/** Gives the schema back under the type's own name; does not compile unless both describe the same values. */
export function schemaOf<Type>() {
  return <S extends z.ZodType<Type>>(
    schema: S & (Same<z.output<S>, Type> extends true ? unknown : "the schema and the type differ"),
  ): z.ZodType<Type> => schema;
}
