import { defineConfig, type OxlintOverride } from "oxlint";
import { featureWalls, type RefusedImport, type Room, ROOMS } from "./tools/rooms.ts";

/** The room of the page, whose rules every feature inherits. */
const PAGE = "renderer";

function restricted(refuses: readonly RefusedImport[]): NonNullable<OxlintOverride["rules"]> {
  return { "no-restricted-imports": ["error", { patterns: refuses.map((refused) => ({ ...refused })) }] };
}

function wall(room: Room): OxlintOverride {
  return { files: [`${room.folder}/**/*.{ts,tsx}`], rules: restricted(room.refuses) };
}

const pageRefuses = ROOMS.find((room) => room.folder === PAGE)?.refuses ?? [];

export default defineConfig({
  // All of them here: a plugin that only an override names brings none of its category's rules along.
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "react", "jsx-a11y", "vitest"],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["dist/**", "coverage/**", "tests/fixtures/**"],
  env: { builtin: true },
  rules: {
    // House rules.
    "eslint/no-empty": ["error", { allowEmptyCatch: false }],
    "eslint/eqeqeq": "error",
    "eslint/no-var": "error",
    "eslint/prefer-const": "error",
    "import/no-default-export": "error",
    "import/no-cycle": "error",
    // An import for its effect is a deliberate act where the effect is the point; elsewhere it hides one.
    "import/no-unassigned-import": ["error", { allow: ["**/*.css", "**/require-node.ts", "**/jitless.ts"] }],
    // The compiler's noImplicitReturns and the rule on floating promises say the same and know more.
    "typescript/consistent-return": "off",
    "promise/always-return": "off",
    // fast-check and React are used by the name of the whole.
    "import/no-named-as-default-member": "off",
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/only-throw-error": "error",
    "typescript/return-await": ["error", "in-try-catch"],
    "typescript/switch-exhaustiveness-check": "error",
  },
  overrides: [
    ...ROOMS.map(wall),
    ...featureWalls().map(({ files, refuses }) => ({
      files: [files],
      rules: restricted([...pageRefuses, ...refuses]),
    })),
    {
      files: ["shared/**", "renderer/**", "electron/backend/**"],
      rules: { "eslint/no-console": "error" },
    },
    {
      files: ["renderer/**", "tests/pictures/parts/**"],
      rules: {
        "react/rules-of-hooks": "error",
        "react/exhaustive-deps": "error",
        // The compiler sees what is undefined, and the new transform needs no React in scope.
        "react/jsx-no-undef": "off",
        "react/react-in-jsx-scope": "off",
        // A dependency that only starts an effect again is deliberate; a missing one is reported above.
        "react/exhaustive-effect-dependencies": "off",
        // Warns users of the React compiler, which is not used here.
        "react/incompatible-library": "off",
        // An inline drawing is no <img>, and a live region that is no form's result is no <output>.
        "jsx-a11y/prefer-tag-over-role": "off",
      },
    },
    {
      files: ["tests/**"],
      rules: {
        "vitest/no-focused-tests": "error",
        "vitest/no-disabled-tests": "error",
        "vitest/valid-expect": ["error", { maxArgs: 2 }],
        // A property looks at what its run happens to hold, and an Outcome is told apart before it is looked into.
        "vitest/no-conditional-expect": "off",
        // A builder stands beside the tests that it serves.
        "unicorn/consistent-function-scoping": "off",
      },
    },
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
  ],
});
