import type { Plugin, Rolldown } from "vite";

/*
 * Which files the page is made of. Left alone the bundler cuts at every module that two screens share, which makes some
 * sixty files, two dozen of them asked for by the first screen. Here one file holds all that the first screen stands on,
 * and one all that a run needs beyond it; the other screens have files of their own.
 */

/** A file of the page and the module, named by the end of its path, that it is made for. */
type PageFile = { readonly name: string; readonly root: string };

/** In this order: what one file holds, the later ones do not repeat. */
const FILES: readonly PageFile[] = [
  { name: "page", root: "/renderer/app/main.tsx" },
  { name: "run", root: "/renderer/features/run/run-screen.tsx" },
];

type Graph = { readonly getModuleInfo: (id: string) => Pick<Rolldown.ModuleInfo, "importedIds"> | null };

/** What a module needs, and what that needs in turn; what it only fetches later is not among it. */
function neededBy(root: string, graph: Graph): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = [root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return needed;
}

/** Puts the modules of the page into its files, and has the browser fetch the run's file beside the first one. */
export function pageFiles(root: string): Plugin & { readonly codeSplitting: Rolldown.CodeSplittingOptions } {
  let held: readonly { readonly name: string; readonly modules: ReadonlySet<string> }[] | null = null;
  const fileOf = (id: string, graph: Graph): string | null => {
    held ??= FILES.map((file) => ({ name: file.name, modules: neededBy(`${root}${file.root}`, graph) }));
    return held.find(({ modules }) => modules.has(id))?.name ?? null;
  };
  return {
    name: "page-files",
    codeSplitting: { groups: [{ name: fileOf }] },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const run = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.name === "run");
        if (run === undefined) throw new Error("The page has no file for its runs.");
        return [
          {
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${run.fileName}` },
            injectTo: "head",
          },
        ];
      },
    },
  };
}
