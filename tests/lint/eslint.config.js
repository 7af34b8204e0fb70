// The rules for the page's modules; `make lint` holds them to these.

import js from "@eslint/js";
import globals from "globals";

const shape = {
  complexity: ["error", 16],
  "max-depth": ["error", 4],
  "max-lines-per-function": ["error", { max: 40, skipComments: true, IIFEs: true }],
  "max-params": ["error", 7],
};

export default [
  {
    files: ["graphkit/page/static/*.js"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: { ...globals.browser, vis: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      ...shape,
      "array-callback-return": "error",
      "default-param-last": "error",
      eqeqeq: "error",
      "no-duplicate-imports": "error",
      "no-implicit-coercion": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-unmodified-loop-condition": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["graphkit/page/static/boot.js"], languageOptions: { sourceType: "script" } },
];
