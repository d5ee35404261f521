// Every operation as the real SDK clients know it: its command, and values of its shapes, made up from the
// SDK's own schemas.
import { readFileSync } from 'node:fs';
import * as iamSdk from '@aws-sdk/client-iam';
import * as stsSdk from '@aws-sdk/client-sts';
import type { OperationName } from '@ostiary/api';
import fc from 'fast-check';

/** The SDK's schemas are data without types: a number, a function, or a list that starts with its kind. */
type Schema = unknown;
type Exports = Readonly<Record<string, unknown>>;

export interface SdkOperation {
  readonly service: 'iam' | 'sts';
  readonly name: OperationName;
  readonly input: Schema;
  readonly output: Schema;
}

export const SDKS: Readonly<Record<'iam' | 'sts', Exports>> = {
  iam: { ...iamSdk },
  sts: { ...stsSdk },
};

const operationNames: Readonly<Record<'iam' | 'sts', readonly OperationName[]>> = JSON.parse(
  readFileSync(new URL('../scripts/operation-names.json', import.meta.url), 'utf8'),
);

export const operations: readonly SdkOperation[] = (['iam', 'sts'] as const).flatMap((service) =>
  operationNames[service].map((name) => {
    const [, , , , input, output] = read(SDKS[service][`${name}$`]);
    return { service, name, input, output };
  }),
);

/** Values of a schema; `text` makes up its texts. */
export function valuesOf(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const plain = typeof schema === 'function' ? schema() : schema;
  if (plain === 'unit') return fc.constant(undefined);
  if (typeof plain === 'number') return scalarsOf(plain, text);
  const list = read(plain);
  if (typeof list[0] !== 'number') return valuesOf(list[0], text);
  const [kind, , name, , ...rest] = list;
  if (kind === 0) return valuesOf(rest[0], text);
  if (kind === 1) return fc.array(valuesOf(rest[0], text), { maxLength: 3 });
  if (kind === 2) return fc.dictionary(text, valuesOf(rest[1], text), { maxKeys: 3 });
  const required = typeof rest[2] === 'number' ? rest[2] : 0;
  const schemas = read(rest[1]);
  const members = read(rest[0]).map(
    (member, at) => [String(member), valuesOf(schemas[at], text)] as const,
  );
  if (kind === 4)
    return fc.oneof(...members.map(([member, value]) => fc.record({ [member]: value })));
  const values = fc.record(Object.fromEntries(members), {
    requiredKeys: members.slice(0, required).map(([member]) => member),
  });
  // The protocol has no way to write a structure that is there but has no members.
  const isRequest = /Request$/.test(String(name)) || members.length === 0;
  return isRequest ? values : values.filter((value) => Object.keys(value).length > 0);
}

function scalarsOf(schema: number, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema >= 128) return fc.dictionary(text, scalarsOf(schema - 128, text), { maxKeys: 3 });
  if (schema >= 64) return fc.array(scalarsOf(schema - 64, text), { maxLength: 3 });
  if (schema === 1) return fc.integer();
  if (schema === 2) return fc.boolean();
  if (schema === 4 || schema === 5) {
    return fc.integer({ min: 0, max: 4e9 }).map((seconds) => new Date(seconds * 1000));
  }
  return schema === 21 ? fc.uint8Array({ maxLength: 20 }) : text;
}

export function read(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${String(value)} is no schema`);
  return value;
}
