/** All rules about master files. */
import type { Rule } from "./advice.ts";
import { noNs, oddSoa, severalSoas } from "./apex.ts";
import { behindCut, hostIsAlias, hostWithoutAddress } from "./hosts.ts";
import { aliasBesideData, aliasLoop, double, hugeTtl, mixedTtls, outside } from "./owners.ts";
import { soaValues } from "./soa-values.ts";
import { addressForName, generatedTtl, mailAddress, missingDot, noTtl, reverseTarget } from "./spelling.ts";

/** In the order of their codes. */
export const RULES: readonly Rule[] = [
  noNs,
  severalSoas,
  oddSoa,
  aliasBesideData,
  outside,
  double,
  mixedTtls,
  hugeTtl,
  hostIsAlias,
  hostWithoutAddress,
  behindCut,
  missingDot,
  addressForName,
  mailAddress,
  noTtl,
  generatedTtl,
  reverseTarget,
  aliasLoop,
  soaValues,
];
