import { describe, expect, test } from "vitest";
import { releaseOfImages } from "./image-release.ts";

const texts: Readonly<Record<string, readonly [text: string, release: string | undefined]>> = {
  "kubeadm's image": ["        image: registry.k8s.io/coredns/coredns:v1.11.3\n", "1.11.3"],
  "that of the Docker Hub, in quotes": ['image: "coredns/coredns:1.9.3"\n', "1.9.3"],
  "one with a digest": [`image: coredns/coredns:1.12.0@sha256:${"a".repeat(64)}\n`, "1.12.0"],
  "that of EKS": ["image: 602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns:v1.11.4-eksbuild.2\n", "1.11.4"],
  "the same one twice": ["image: coredns:v1.8.4\n---\nimage: coredns:1.8.4\n", "1.8.4"],
  "what a cluster runs": [
    "Deployment coredns: registry.k8s.io/coredns/coredns:v1.10.1, example.org/side:v2\n",
    "1.10.1",
  ],
  "two releases": ["image: coredns:1.8.4\n---\nimage: coredns:1.9.3\n", undefined],
  "another image": [
    "image: registry.k8s.io/dns/k8s-dns-node-cache:1.22.28\nimage: example.org/mycoredns:1.9.3\n",
    undefined,
  ],
  "a tag without a release": ["image: coredns/coredns:latest\n", undefined],
  "one that is too old": ["image: coredns/coredns:1.2.6\n", undefined],
};

describe("images of", () => {
  test.each(Object.entries(texts))("%s", (_, [text, release]) => expect(releaseOfImages(text)).toBe(release));
});
