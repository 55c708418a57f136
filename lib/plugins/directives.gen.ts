// Made by `npm run gen` from the folders beside it. Do not edit.
import type { Directive } from "../directive/directive.ts";
import { directive as root } from "./root/directive.ts";
import { directive as metadata } from "./metadata/directive.ts";
import { directive as geoip } from "./geoip/directive.ts";
import { directive as cancel } from "./cancel/directive.ts";
import { directive as proxyproto } from "./proxyproto/directive.ts";
import { directive as quic } from "./quic/directive.ts";
import { directive as grpcServer } from "./grpc_server/directive.ts";
import { directive as https } from "./https/directive.ts";
import { directive as https3 } from "./https3/directive.ts";
import { directive as timeouts } from "./timeouts/directive.ts";
import { directive as multisocket } from "./multisocket/directive.ts";
import { directive as reload } from "./reload/directive.ts";
import { directive as nsid } from "./nsid/directive.ts";
import { directive as bufsize } from "./bufsize/directive.ts";
import { directive as bind } from "./bind/directive.ts";
import { directive as debug } from "./debug/directive.ts";
import { directive as trace } from "./trace/directive.ts";
import { directive as ready } from "./ready/directive.ts";
import { directive as health } from "./health/directive.ts";
import { directive as pprof } from "./pprof/directive.ts";
import { directive as shed } from "./shed/directive.ts";
import { directive as prometheus } from "./prometheus/directive.ts";
import { directive as errors } from "./errors/directive.ts";
import { directive as log } from "./log/directive.ts";
import { directive as dnstap } from "./dnstap/directive.ts";
import { directive as local } from "./local/directive.ts";
import { directive as dns64 } from "./dns64/directive.ts";
import { directive as siit } from "./siit/directive.ts";
import { directive as any } from "./any/directive.ts";
import { directive as chaos } from "./chaos/directive.ts";
import { directive as loadbalance } from "./loadbalance/directive.ts";
import { directive as tsig } from "./tsig/directive.ts";
import { directive as rewrite } from "./rewrite/directive.ts";
import { directive as autopath } from "./autopath/directive.ts";
import { directive as acl } from "./acl/directive.ts";
import { directive as cache } from "./cache/directive.ts";
import { directive as header } from "./header/directive.ts";
import { directive as dnssec } from "./dnssec/directive.ts";
import { directive as tls } from "./tls/directive.ts";
import { directive as minimal } from "./minimal/directive.ts";
import { directive as template } from "./template/directive.ts";
import { directive as transfer } from "./transfer/directive.ts";
import { directive as dynupdate } from "./dynupdate/directive.ts";
import { directive as hosts } from "./hosts/directive.ts";
import { directive as route53 } from "./route53/directive.ts";
import { directive as azure } from "./azure/directive.ts";
import { directive as clouddns } from "./clouddns/directive.ts";
import { directive as k8sExternal } from "./k8s_external/directive.ts";
import { directive as kubernetes } from "./kubernetes/directive.ts";
import { directive as file } from "./file/directive.ts";
import { directive as auto } from "./auto/directive.ts";
import { directive as secondary } from "./secondary/directive.ts";
import { directive as etcd } from "./etcd/directive.ts";
import { directive as loop } from "./loop/directive.ts";
import { directive as forward } from "./forward/directive.ts";
import { directive as grpc } from "./grpc/directive.ts";
import { directive as erratic } from "./erratic/directive.ts";
import { directive as whoami } from "./whoami/directive.ts";
import { directive as on } from "./on/directive.ts";
import { directive as sign } from "./sign/directive.ts";
import { directive as view } from "./view/directive.ts";
import { directive as nomad } from "./nomad/directive.ts";

/** The directives that are described, in the order of plugin.cfg. */
export const directives: readonly Directive<unknown>[] = [
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
