// Makes a typed client of the OpenAPI documents, compiles the flow against it, and runs it: node client-flow.mjs DOCUMENTS GATEWAY
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import ts from "typescript";

const [documents, gateway] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
// Within node_modules, so that packages are found from there.
const folder = join(here, "node_modules", ".client-flow", String(process.pid));
mkdirSync(folder, { recursive: true });
try {
  for (const name of ["api", "checkout"]) {
    const types = await openapiTypes(JSON.parse(readFileSync(join(documents, `${name}.json`), "utf8")), { silent: true });
    writeFileSync(join(folder, `${name}.ts`), astToString(types));
  }
  cpSync(join(here, "client-flow.ts"), join(folder, "flow.ts"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const program = ts.createProgram([join(folder, "flow.ts")], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmitOnError: true,
  });
  const emitted = program.emit();
  const faults = [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
  const words = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => "\n" };
  if (faults.length > 0) throw new Error(ts.formatDiagnostics(faults, words));
  const { run } = await import(pathToFileURL(join(folder, "flow.js")).href);
  await run(gateway, (line) => console.log(JSON.stringify(line)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
