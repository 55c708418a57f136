/** Why geoip did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  noMetadata: "the metadata plugin does not collect for this query, so nothing is looked up",
  noAddress: "{client} is no address that can be looked up",
  found: "{whose} {address} is looked up: {what}",
  unknown: "{whose} {address} is looked up: {database} has no record of it, so the labels are empty",
  failed: "{whose} {address} cannot be looked up in {database}: {error}",
});
