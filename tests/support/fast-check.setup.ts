import fc from "fast-check";
import { inject } from "vitest";

// Every property of the run starts from the one printed seed; fast-check prints seed and path of a failure.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject("fastCheckSeed"), verbose: fc.VerbosityLevel.Verbose });
