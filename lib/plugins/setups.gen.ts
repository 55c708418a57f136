// Made by `npm run gen` from the folders beside it. Do not edit.
import type { PluginSetup } from "../set-up/define-setup.ts";
import { setup as root } from "./root/setup.ts";
import { setup as metadata } from "./metadata/setup.ts";
import { setup as geoip } from "./geoip/setup.ts";
import { setup as cancel } from "./cancel/setup.ts";
import { setup as proxyproto } from "./proxyproto/setup.ts";
import { setup as quic } from "./quic/setup.ts";
import { setup as grpcServer } from "./grpc_server/setup.ts";
import { setup as https } from "./https/setup.ts";
import { setup as https3 } from "./https3/setup.ts";
import { setup as timeouts } from "./timeouts/setup.ts";
import { setup as multisocket } from "./multisocket/setup.ts";
import { setup as reload } from "./reload/setup.ts";
import { setup as nsid } from "./nsid/setup.ts";
import { setup as bufsize } from "./bufsize/setup.ts";
import { setup as bind } from "./bind/setup.ts";
import { setup as debug } from "./debug/setup.ts";
import { setup as trace } from "./trace/setup.ts";
import { setup as ready } from "./ready/setup.ts";
import { setup as health } from "./health/setup.ts";
import { setup as pprof } from "./pprof/setup.ts";
import { setup as shed } from "./shed/setup.ts";
import { setup as prometheus } from "./prometheus/setup.ts";
import { setup as errors } from "./errors/setup.ts";
import { setup as log } from "./log/setup.ts";
import { setup as dnstap } from "./dnstap/setup.ts";
import { setup as local } from "./local/setup.ts";
import { setup as dns64 } from "./dns64/setup.ts";
import { setup as siit } from "./siit/setup.ts";
import { setup as any } from "./any/setup.ts";
import { setup as chaos } from "./chaos/setup.ts";
import { setup as loadbalance } from "./loadbalance/setup.ts";
import { setup as tsig } from "./tsig/setup.ts";
import { setup as rewrite } from "./rewrite/setup.ts";
import { setup as autopath } from "./autopath/setup.ts";
import { setup as acl } from "./acl/setup.ts";
import { setup as cache } from "./cache/setup.ts";
import { setup as header } from "./header/setup.ts";
import { setup as dnssec } from "./dnssec/setup.ts";
import { setup as tls } from "./tls/setup.ts";
import { setup as minimal } from "./minimal/setup.ts";
import { setup as template } from "./template/setup.ts";
import { setup as transfer } from "./transfer/setup.ts";
import { setup as dynupdate } from "./dynupdate/setup.ts";
import { setup as hosts } from "./hosts/setup.ts";
import { setup as route53 } from "./route53/setup.ts";
import { setup as azure } from "./azure/setup.ts";
import { setup as clouddns } from "./clouddns/setup.ts";
import { setup as k8sExternal } from "./k8s_external/setup.ts";
import { setup as kubernetes } from "./kubernetes/setup.ts";
import { setup as file } from "./file/setup.ts";
import { setup as auto } from "./auto/setup.ts";
import { setup as secondary } from "./secondary/setup.ts";
import { setup as etcd } from "./etcd/setup.ts";
import { setup as loop } from "./loop/setup.ts";
import { setup as forward } from "./forward/setup.ts";
import { setup as grpc } from "./grpc/setup.ts";
import { setup as erratic } from "./erratic/setup.ts";
import { setup as whoami } from "./whoami/setup.ts";
import { setup as on } from "./on/setup.ts";
import { setup as sign } from "./sign/setup.ts";
import { setup as view } from "./view/setup.ts";
import { setup as nomad } from "./nomad/setup.ts";

/** The plugins that this engine runs, in the order of plugin.cfg. */
export const setups: readonly PluginSetup[] = [
  root,
  metadata,
  geoip,
  cancel,
  proxyproto,
  quic,
  grpcServer,
  https,
  https3,
  timeouts,
  multisocket,
  reload,
  nsid,
  bufsize,
  bind,
  debug,
  trace,
  ready,
  health,
  pprof,
  shed,
  prometheus,
  errors,
  log,
  dnstap,
  local,
  dns64,
  siit,
  any,
  chaos,
  loadbalance,
  tsig,
  rewrite,
  autopath,
  acl,
  cache,
  header,
  dnssec,
  tls,
  minimal,
  template,
  transfer,
  dynupdate,
  hosts,
  route53,
  azure,
  clouddns,
  k8sExternal,
  kubernetes,
  file,
  auto,
  secondary,
  etcd,
  loop,
  forward,
  grpc,
  erratic,
  whoami,
  on,
  sign,
  view,
  nomad,
];
