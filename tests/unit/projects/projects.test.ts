import { beforeEach, expect, it } from "vitest";

import {
  assignRuns,
  createProject,
  listProjects,
  removeProject,
  renameProject,
} from "../../../electron/backend/projects/projects.ts";
import { moveRunToBin } from "../../../electron/backend/runs/bin.ts";
import { loadDetails, updateDetails } from "../../../electron/backend/runs/details.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import type { WritingLibrary } from "../../../electron/backend/storage/library.ts";
import { newProjectId, newRunId, type RunId } from "../../../shared/domain/ids.ts";
import { projectSums } from "../../../shared/domain/progress/project-sums.ts";
import { generateRun } from "../../support/generate-run.ts";
import { bringIn, failureIn, newLibrary, valueOf } from "../../support/library.ts";

let library: WritingLibrary;
let runs: RunId[];

beforeEach(() => {
  library = newLibrary();
  runs = [3, 4, 5].map((seed) => bringIn(library, generateRun({ seed, steps: 1 })));
});

const titles = (): unknown => valueOf(listProjects(library)).map(({ title, runs: own }) => [title, own]);

it("[PR14] a run is in one project or in none; a project that goes leaves its runs", () => {
  const [first, second, third] = runs;
  if (first === undefined || second === undefined || third === undefined) throw new Error("Three runs");
  const one = valueOf(createProject(library, "First year"));
  const other = valueOf(createProject(library, "Second year"));
  valueOf(assignRuns(library, [first, second], one));
  valueOf(assignRuns(library, [second], other));
  valueOf(renameProject(library, other, "The second year"));
  expect(titles()).toEqual([
    ["First year", [first]],
    ["The second year", [second]],
  ]);
  valueOf(moveRunToBin(library, second));
  expect(titles()).toContainEqual(["The second year", []]);
  valueOf(removeProject(library, one));
  valueOf(assignRuns(library, [third], null));
  expect(titles()).toEqual([["The second year", []]]);
  expect(valueOf(listRuns(library)).map(({ id }) => id)).toEqual([first, third]);
});

it("[PR14] putting a run into a project is no edit of it, and nobody writes over it unseen", () => {
  const [runId] = runs;
  if (runId === undefined) throw new Error("A run");
  const edited = (): unknown => valueOf(listRuns(library)).find(({ id }) => id === runId)?.updatedAt;
  const before = edited();
  const known = valueOf(loadDetails(library, runId));
  const projectId = valueOf(createProject(library, "First year"));
  valueOf(assignRuns(library, [runId], projectId));
  expect(edited()).toBe(before);
  const late = valueOf(updateDetails(library, runId, known.rev, { ...known.details, notes: "Late" }));
  expect(late).toMatchObject({ saved: false, details: { projectId, notes: known.details.notes } });
  // Where it is already, nothing is counted up.
  valueOf(assignRuns(library, [runId], projectId));
  expect(valueOf(loadDetails(library, runId)).rev).toBe(late.rev);
});

it("[PR14] all runs go or none; what is not there is said", () => {
  const projectId = valueOf(createProject(library, "First year"));
  expect(failureIn(assignRuns(library, [...runs, newRunId()], projectId))).toEqual({ kind: "noSuchRun" });
  expect(titles()).toEqual([["First year", []]]);
  const nowhere = newProjectId();
  for (const refused of [
    assignRuns(library, runs, nowhere),
    renameProject(library, nowhere, "A"),
    removeProject(library, nowhere),
  ]) {
    expect(failureIn(refused)).toEqual({ kind: "noSuchProject" });
  }
});

it("[PR14] the target of a project is that of its runs that have one, and so is its share", () => {
  const run = (words: number, targetWords: number | null) => ({
    steps: 2,
    words,
    storyWords: 1,
    thoughtWords: words - 1,
    targetWords,
  });
  expect(projectSums([run(50, 100), run(25, 200), run(900, null)])).toEqual({
    runs: 3,
    steps: 6,
    words: 975,
    storyWords: 3,
    thoughtWords: 972,
    targetWords: 300,
    share: 0.25,
  });
  expect(projectSums([run(900, null)])).toMatchObject({ targetWords: null, share: null });
  expect(projectSums([])).toMatchObject({ runs: 0, words: 0, share: null });
});
