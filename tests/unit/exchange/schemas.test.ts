import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { expect, it } from "vitest";
import { z } from "zod";

import { DatasetManifest } from "../../../electron/backend/exchange/formats/dataset.ts";
import { PackageManifest } from "../../../electron/backend/package/container.ts";
import {
  PackedAct,
  PackedAnswers,
  PackedBible,
  PackedGuides,
  PackedProgress,
  PackedReviews,
  PackedRun,
  PackedSnapshots,
  PackedStep,
  PackedVerdicts,
  PackedVersion,
  PackedWords,
} from "../../../electron/backend/package/run-parts.ts";
import { ChatRow } from "../../../shared/domain/exchange/chat.ts";
import { ImportMapping } from "../../../shared/domain/exchange/mapping.ts";
import { ReleaseRecord } from "../../../shared/domain/exchange/release.ts";
import { StepRow } from "../../../shared/domain/exchange/row.ts";

/** The published schema of each format, by the name of its file. Written anew with `UPDATE_SCHEMAS=1`. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  "step-row": StepRow,
  "chat-row": ChatRow,
  release: ReleaseRecord,
  manifest: DatasetManifest,
  "import-mapping": ImportMapping,
  "package-manifest": PackageManifest,
  "package-run": PackedRun,
  "package-step": PackedStep,
  "package-act": PackedAct,
  "package-version": PackedVersion,
  "package-snapshots": PackedSnapshots,
  "package-verdicts": PackedVerdicts,
  "package-answers": PackedAnswers,
  "package-words": PackedWords,
  "package-reviews": PackedReviews,
  "package-bible": PackedBible,
  "package-guides": PackedGuides,
  "package-progress": PackedProgress,
};

const FOLDER = resolve(import.meta.dirname, "../../../docs/formats");

it.each(Object.entries(SCHEMAS))(
  "[DS23] the published schema of %s is the one that is read and written by",
  (name, schema) => {
    const file = resolve(FOLDER, `${name}.schema.json`);
    const text = `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
    if (process.env["UPDATE_SCHEMAS"] === "1") writeFileSync(file, text);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(text));
  },
);
