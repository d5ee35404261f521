// The whole story by boto3, told in Python beside this file.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, ROOT, startControlPlane } from '../control-plane.js';
import { answeredOperations } from './answered-operations.js';
import { findBoto3 } from './aws-programs.js';
import { BOTO3_STORY } from './tested-operations.js';

const run = promisify(execFile);
const python = await findBoto3();
const story = fileURLToPath(new URL('boto3-story.py', import.meta.url));

describe.skipIf(python === undefined)('boto3', () => {
  it('takes a user, a policy and a role through their lives', async () => {
    const plane = await startControlPlane();
    try {
      const args = [story, plane.url, ROOT.accessKeyId, ROOT.secretAccessKey];
      const { stdout } = await run(python?.path ?? '', args);
      expect(JSON.parse(stdout)).toEqual({
        identity: `arn:aws:iam::${ACCOUNT_ID}:user/west/fay`,
        refused: 'AccessDenied',
        allowed: 'ok',
        document: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
        },
        detached: 'AccessDenied',
        session: 'ok',
        remade: 'InvalidClientTokenId',
        paged: [10, 10, 6],
        conflict: 'DeleteConflict',
        nobody: 'NoSuchEntity',
      });
      expect(await answeredOperations(plane)).toEqual(BOTO3_STORY);
    } finally {
      await plane.close();
    }
  });
});
