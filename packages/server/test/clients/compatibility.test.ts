// The table of docs/reference/compatibility.md, made from what the clients carried out in their tests.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findOperation } from '@ostiary/api';
import { expect, it } from 'vitest';
import * as tested from './tested-operations.js';

const page = fileURLToPath(new URL('../../../../docs/reference/compatibility.md', import.meta.url));

const sdk = new Set([
  ...tested.SDK_CREDENTIALS,
  ...tested.SDK_FEDERATED,
  ...tested.SDK_FEDERATION,
  ...tested.SDK_IDENTITIES,
  ...tested.SDK_STORY,
]);
const cli = new Set(tested.CLI_STORY);
const boto3 = new Set([...tested.BOTO3_STORY, ...tested.BOTO3_FEDERATED]);

it('has a row for every operation, and the clients that carried it out', () => {
  const rows = ['iam', 'sts'].flatMap((service) =>
    operationsOf(service).map((name) => {
      const by = [
        sdk.has(name) && 'AWS SDK for JavaScript',
        cli.has(name) && 'AWS CLI 2',
        boto3.has(name) && 'boto3',
      ].filter((each) => each !== false);
      expect(by, name).not.toEqual([]);
      return `| ${service} | ${name} | ${by.join(', ')} |`;
    }),
  );
  expect(rows).toHaveLength(164);
  expect(readFileSync(page, 'utf8')).toContain(rows.join('\n'));
});

function operationsOf(service: string): readonly string[] {
  return [...sdk].filter((name) => findOperation(name)?.service.service === service).toSorted();
}
