// Checks Kubernetes manifests from standard input against the API's own types: no field that the API does not know, and no value that it would refuse.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import YAML from 'yaml';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const documents = YAML.parseAllDocuments(fs.readFileSync(0, 'utf8'), { uniqueKeys: true }).filter(document => document.contents !== null);
const problems = [];
const checked = [];
const source = [];

for (const document of documents) {
  problems.push(...document.errors.map(error => error.message));
  const manifest = document.toJS();
  const group = manifest.apiVersion.includes('monitoring.coreos.com') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  const module = `${group}/${manifest.apiVersion}/${manifest.kind}`;
  const label = `${manifest.kind} ${manifest.metadata?.name}`;
  let model;
  try {
    model = require(module)[manifest.kind];
  } catch {
    problems.push(`${label}: no such kind as ${manifest.apiVersion}`);
    continue;
  }
  // Values: patterns, types, what must be there.
  try {
    new model(manifest).validate();
  } catch (error) {
    problems.push(`${label}: ${error.message}`);
  }
  // Fields: an object literal with a property that its type does not have is an error of TypeScript's.
  source.push(`import type { I${manifest.kind} as T${source.length} } from '${module}';\nconst m${source.length}: T${source.length} = ${JSON.stringify(manifest, null, 1)};`);
  checked.push(label);
}

const file = path.join(here, 'manifests.generated.ts');
const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, types: [] };
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.getSourceFile = (name, ...rest) => name === file ? ts.createSourceFile(name, source.join('\n'), ts.ScriptTarget.Latest) : read(name, ...rest);
const exists = host.fileExists.bind(host);
host.fileExists = name => name === file || exists(name);
const program = ts.createProgram([file], options, host);
for (const found of ts.getPreEmitDiagnostics(program)) problems.push(ts.flattenDiagnosticMessageText(found.messageText, ' '));

for (const problem of problems) console.log(`problem: ${problem}`);
console.log(`checked: ${checked.join(', ')}`);
process.exit(problems.length > 0 || checked.length === 0 ? 1 : 0);
