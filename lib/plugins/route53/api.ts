/** For the other plugins that ask Amazon's services. */
export { loadAws } from "./aws-config.ts";
export { type AwsVerdict, askVerdict, firstRequest } from "./aws-request.ts";
