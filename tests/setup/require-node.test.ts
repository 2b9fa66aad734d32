import { describe, expect, it } from "vitest";
import { nodeRefusal } from "../../electron/hosts/require-node.ts";

describe("the guard against an old Node", () => {
  it("[S4] refuses a Node whose Node-API is below 10 with a sentence that names its version", () => {
    const refusal = nodeRefusal("20.20.2", "9");
    expect(refusal).toContain("Node 20.20.2");
    expect(refusal).toContain("npm start");
  });

  it("[S4] refuses a runtime that names no Node-API", () => {
    expect(nodeRefusal("8.0.0", undefined)).not.toBeNull();
  });

  it("[S4] lets the Node pass that these tests run on", () => {
    expect(nodeRefusal(process.versions.node, process.versions["napi"])).toBeNull();
  });

  it("[S4] compares Node-API versions as numbers", () => {
    expect(nodeRefusal("24.21.0", "10")).toBeNull();
  });
});
