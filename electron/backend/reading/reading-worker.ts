import { enableCompileCache } from "node:module";

/*
 * The worker's entry. Most of what its first task waits for is loading code, so all else is loaded with Node's compile
 * cache on; a thread does not take it over from its process.
 */
enableCompileCache();
await import("./worker-tasks.ts");
