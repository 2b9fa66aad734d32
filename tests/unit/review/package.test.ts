import { strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readPackage, writePackage } from "../../../electron/backend/package/container.ts";
import { failureIn, valueOf } from "../../support/library.ts";

const VALUE = { remarks: [{ text: "Why here?" }], ünïcode: "ğ 🌊" };

function packed(): Uint8Array {
  return writePackage("review", [["review.json", VALUE]]);
}

/** A package whose parts were changed after packing. */
function repacked(change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files = unzipSync(packed());
  change(files);
  return zipSync(files);
}

describe("packages", () => {
  it("[R7] equal content gives equal bytes, and comes back as it was", () => {
    expect(packed()).toEqual(packed());
    const opened = valueOf(readPackage(packed()));
    expect(opened.kind).toBe("review");
    expect(opened.entries.get("review.json")).toEqual(VALUE);
  });

  it("[R6] a part that was changed, cut or taken out is damage, and a newer version says so", () => {
    const manifest = (change: (text: string) => string) => (files: Record<string, Uint8Array>) => {
      files["manifest.json"] = strToU8(change(new TextDecoder().decode(files["manifest.json"])));
    };
    expect(
      failureIn(readPackage(repacked((files) => (files["review.json"] = strToU8(`{"remarks":[]}`))))),
    ).toMatchObject({ kind: "damaged" });
    expect(failureIn(readPackage(repacked((files) => delete files["review.json"])))).toMatchObject({ kind: "damaged" });
    expect(
      failureIn(readPackage(repacked(manifest((text) => text.replace(`"version":1`, `"version":2`))))),
    ).toMatchObject({ kind: "newerRelease" });
    expect(
      failureIn(readPackage(repacked(manifest((text) => text.replace("runwright-package", "other"))))),
    ).toMatchObject({ kind: "notAPackage" });
    expect(failureIn(readPackage(repacked(manifest(() => "not json"))))).toMatchObject({ kind: "notAPackage" });
  });

  it("[R7] parts with paths for names are never looked at, and a bomb is not unpacked", () => {
    const extra = repacked((files) => {
      files["../../evil.json"] = strToU8("{}");
      files["/etc/evil.json"] = strToU8("{}");
    });
    expect([...valueOf(readPackage(extra)).entries.keys()]).toEqual(["review.json"]);
    const bomb = zipSync({ "manifest.json": new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(failureIn(readPackage(bomb))).toMatchObject({ kind: "tooLarge" });
  });

  it("[R6][R7] whatever bytes come, the answer is a value", () => {
    const good = packed();
    const oneByte = fc.property(
      fc.nat({ max: good.length - 1 }),
      fc.nat({ max: 255 }),
      fc.boolean(),
      (at, byte, cut) => {
        const bytes = cut ? good.slice(0, at) : Uint8Array.from(good, (value, index) => (index === at ? byte : value));
        const answer = readPackage(bytes);
        // A flipped bit in what zip itself ignores (a date, a comment) may go unseen; the content may not.
        if (answer.ok) expect(answer.value.entries.get("review.json")).toEqual(VALUE);
      },
    );
    const anyBytes = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !readPackage(bytes).ok);
    expect(() => fc.assert(oneByte, { numRuns: 2_000 })).not.toThrow();
    expect(() => fc.assert(anyBytes)).not.toThrow();
  });
});
