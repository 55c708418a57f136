/** Where the API has the objects of each kind. */
import type { ClusterKind } from "./objects.ts";

/** Paths below the API server's address, of all namespaces. */
export const API_PATHS: Readonly<Record<ClusterKind, string>> = {
  Service: "api/v1/services",
  EndpointSlice: "apis/discovery.k8s.io/v1/endpointslices",
  Pod: "api/v1/pods",
  Namespace: "api/v1/namespaces",
  ServiceImport: "apis/multicluster.x-k8s.io/v1alpha1/serviceimports",
};
