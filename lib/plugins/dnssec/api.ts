/** For the other plugins that sign. */
export { privateKeyError } from "./private-key.ts";
