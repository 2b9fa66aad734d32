/** Imported first: zod probes `new Function`, which the page's policy forbids here as well. */
import { config } from "zod";

config({ jitless: true });
