/** For the other plugins that serve master files. */
export { KeptZone } from "./zone-keeper.ts";
