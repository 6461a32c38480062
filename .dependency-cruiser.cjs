/**
 * The rules of layers.json in dependency-cruiser's words: which layer may import which, which packages belong to which
 * layers, and which layers never touch the file system. Change the table, not this file.
 */
const { layers, packages, withoutFileSystem } = require("./layers.json");

const names = Object.keys(layers);

/** A layer is the folder `src/<name>/` or the file `src/<name>.ts`. */
const filesOf = (layerNames) => `^src/(${layerNames.join("|")})(/|\\.ts$)`;

const betweenLayers = names.map((name) => ({
  name: `layer-${name}`,
  comment: `${name} may import only: ${layers[name].join(", ") || "nothing"} (layers.json).`,
  severity: "error",
  from: { path: filesOf([name]) },
  to: { path: "^src/", pathNot: filesOf([name, ...layers[name]]) },
}));

const packageOwners = Object.entries(packages).map(([packageName, owners]) => ({
  name: `package-${packageName}`,
  comment: `Only ${owners.join(", ")} may import ${packageName} (layers.json).`,
  severity: "error",
  from: { path: "^src/", pathNot: filesOf(owners) },
  to: { path: `(^|/node_modules/|^node_modules/)${packageName}(/|$)` },
}));

module.exports = {
  forbidden: [
    ...betweenLayers,
    ...packageOwners,
    {
      name: "every-file-has-a-layer",
      comment: "A new folder or file directly below src/ needs a row in layers.json.",
      severity: "error",
      from: { path: "^src/", pathNot: filesOf(names) },
      to: {},
    },
    {
      name: "no-file-system",
      comment: "These layers compute; what they need from disk is passed to them (layers.json).",
      severity: "error",
      from: { path: filesOf(withoutFileSystem) },
      to: { path: "^(node:)?(fs|child_process|http|https|net|worker_threads)(/|$)" },
    },
    {
      name: "no-network",
      comment: "phi-lint never speaks to the network.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)" },
    },
    {
      name: "no-circular",
      comment:
        "Only extract is a ring: expressions hold functions, functions hold statements, statements hold expressions.",
      severity: "error",
      from: { path: "^src/", pathNot: filesOf(["extract"]) },
      to: { circular: true },
    },
    {
      name: "not-resolvable",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-packages",
      comment: "What src/ imports must be in dependencies.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
