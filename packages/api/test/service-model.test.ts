// What holds of the tables as a whole, and the codecs rely on.
import { findOperation, type Shape } from '@ostiary/api';
import { expect, test } from 'vitest';
import { operations } from './sdk-operations.js';

function reach(shapes: Readonly<Record<string, Shape>>, target: string, seen = new Set<string>()) {
  const shape = shapes[target];
  expect(shape, target).toBeDefined();
  if (shape === undefined || seen.has(target)) return seen;
  seen.add(target);
  if (shape.type === 'list') reach(shapes, shape.member, seen);
  if (shape.type === 'map') reach(shapes, shape.value, seen);
  if (shape.type === 'structure') {
    for (const member of Object.values(shape.members)) reach(shapes, member, seen);
  }
  return seen;
}

test.each(operations)('$name is there, with every shape that it names', ({ name, service }) => {
  const operation = findOperation(name)!;
  expect(operation.service.service).toBe(service);
  const { input, output } = operation.model;
  if (output !== undefined) reach(operation.service.shapes, output);
  if (input === undefined) return;
  // The decoder knows no other types: no operation takes in a map, a time or bytes.
  const types = [...reach(operation.service.shapes, input)].map(
    (shape) => operation.service.shapes[shape]!.type,
  );
  expect(['structure', 'list', 'string', 'integer', 'boolean']).toEqual(
    expect.arrayContaining(types),
  );
});

test('there are all 164 operations', () => {
  expect(operations).toHaveLength(164);
});

test('secrets are marked, in what goes in and in what comes out', () => {
  const { shapes } = findOperation('CreateAccessKey')!.service;
  const secret = (structure: string, member: string) => {
    const shape = shapes[structure];
    const target = shape?.type === 'structure' ? shape.members[member] : undefined;
    return shapes[target ?? '']!;
  };
  expect(secret('AccessKey', 'SecretAccessKey')).toMatchObject({ sensitive: true });
  expect(secret('CreateLoginProfileRequest', 'Password')).toMatchObject({ sensitive: true });
  expect(secret('AccessKey', 'AccessKeyId')).not.toHaveProperty('sensitive');
});
