// ESLint's rules for the modules of the page and the desk, run by `make lint`.

import js from "@eslint/js";
import globals from "globals";

/** Only the module that exports a value may change it. */
const ownState = {
  create(context) {
    const root = (node) => (node.type === "MemberExpression" ? root(node.object) : node);
    const isImported = (node) => {
      const { name } = root(node);
      let scope = context.sourceCode.getScope(node);
      while (scope && !scope.set.has(name)) scope = scope.upper;
      return scope?.set.get(name).defs[0]?.type === "ImportBinding";
    };
    const refuse = (node) => {
      if (isImported(node)) context.report({ node, message: "Only the module that exports this may change it." });
    };
    return {
      "AssignmentExpression > MemberExpression.left": refuse,
      "UpdateExpression > MemberExpression": refuse,
      "CallExpression[callee.object.name='Object'][callee.property.name='assign']": (node) => refuse(node.arguments[0]),
    };
  },
};

const shape = {
  complexity: ["error", 16],
  "max-depth": ["error", 4],
  "max-lines-per-function": ["error", { max: 40, skipComments: true, IIFEs: true }],
  "max-params": ["error", 7],
};

export default [
  {
    files: ["graphkit/{page,desk}/static/*.js"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: { ...globals.browser, vis: "readonly" } },
    plugins: { page: { rules: { "own-state": ownState } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      ...shape,
      "page/own-state": "error",
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
