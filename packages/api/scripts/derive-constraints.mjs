// Takes from botocore's model of IAM and STS (Apache-2.0) what the SDK's schemas lack: the name, length, pattern
// and values of each input member, and the error codes of each operation. The result is committed:
// node scripts/derive-constraints.mjs BOTOCORE_DATA_DIRECTORY VERSION
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [directory, version] = process.argv.slice(2);
const operationNames = JSON.parse(
  readFileSync(new URL('operation-names.json', import.meta.url), 'utf8'),
);
const source = `botocore ${version}, data/{iam/2010-05-08,sts/2011-06-15}/service-2.json.gz, Apache-2.0`;

const derived = { source };
for (const [service, apiVersion] of [
  ['iam', '2010-05-08'],
  ['sts', '2011-06-15'],
]) {
  const model = JSON.parse(
    gunzipSync(readFileSync(join(directory, service, apiVersion, 'service-2.json.gz'))),
  );
  derived[service] = derive(model, operationNames[service]);
}
writeFileSync(
  new URL('../data/constraints.json', import.meta.url),
  `${JSON.stringify(derived, null, 2)}\n`,
);

function derive(model, names) {
  const shapes = {};
  const members = {};
  const errors = {};
  for (const name of names) {
    const operation = model.operations[name];
    if (operation === undefined) continue;
    if (operation.input) visit(operation.input.shape);
    errors[name] = (operation.errors ?? []).map(({ shape }) => model.shapes[shape].error.code);
  }
  return { shapes: sorted(shapes), members: sorted(members), errors: sorted(errors) };

  /** @returns whether the shape says more than its type */
  function visit(name) {
    const { type, min, max, pattern, enum: values, member, members: inner } = model.shapes[name];
    if ([min, max, pattern, values].some((said) => said !== undefined)) {
      shapes[name] = { min, max, pattern, values };
    }
    if (type === 'list') {
      if (visit(member.shape)) members[name] = { member: member.shape };
      return true;
    }
    if (type === 'structure' && !(name in members)) {
      members[name] = {};
      for (const [key, { shape }] of Object.entries(inner)) {
        if (visit(shape)) members[name][key] = shape;
      }
    }
    return name in shapes;
  }
}

function sorted(record) {
  return Object.fromEntries(
    Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
