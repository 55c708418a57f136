/** For the other plugins that ask Amazon's services. */
export { type AwsWorld, loadAws } from "./aws-config.ts";
export { type AwsVerdict, askVerdict, firstRequest } from "./aws-request.ts";
