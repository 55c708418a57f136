/** The resolvers whose rules are known, by name. */
import { glibc } from "./glibc.ts";
import { goNet } from "./go-net.ts";
import { musl } from "./musl.ts";
import type { ResolverName, ResolverProfile } from "./resolver.ts";

export const RESOLVER_PROFILES: Readonly<Record<ResolverName, ResolverProfile>> = { glibc, musl, go: goNet };
