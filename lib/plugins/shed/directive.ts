/** How shed is written in a Corefile. */
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";

export const directive = defineDirective({
  name: "shed",
  since: "1.14.7",
  inChain: true,
  repeat: "once",
  summary: "Drops the oldest replies over UDP when the server cannot send as fast as they come.",
  unknownProperty: position("shed takes no options"),
});
