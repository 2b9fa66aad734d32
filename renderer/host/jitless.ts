/**
 * Imported before anything else of the page: zod probes `new Function`, which the page's policy forbids and reports
 * (house, section 6).
 */
import { config } from "zod";

config({ jitless: true });
