// What AWS's model forbids is refused at the domain's door.
import { expect, it } from 'vitest';
import { alice, openIam } from './open-iam.js';

it.each(['demands', 'execute'] as const)(
  '%s refuses what AWS forbids in an input',
  async (door) => {
    const iam = openIam();
    await expect(iam[door]('CreateUser', { UserName: 'bad/name' }, alice)).rejects.toMatchObject({
      code: 'ValidationError',
      message:
        'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    });
    await expect(iam[door]('CreateUser', { UserName: 'good-name' }, alice)).resolves.toBeDefined();
  },
);
