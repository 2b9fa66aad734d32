import type { ReleaseRecord } from "../../shared/domain/exchange/release.ts";

/** A release record in which the authors of generated runs have pen names. */
export const RELEASE: ReleaseRecord = {
  name: "lantern-ferry",
  title: "The Lantern Ferry: runs",
  version: "1.0.0",
  date: "2026-03-01",
  licence: "cc-by-4.0",
  languages: ["en"],
  description: "Generated runs.",
  url: "https://example.org/lantern-ferry",
  contact: null,
  citation: null,
  penNames: { "Ann Example": "A. Lamplighter", "Łukasz Example": "The Passenger", "Example Ltd": "Example Ltd" },
};
