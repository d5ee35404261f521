// What was allowed is what is done, or nothing is.
import { describe, expect, it } from 'vitest';
import { alice, openIam } from './open-iam.js';

const input = { UserName: 'bob' };

describe('an operation with what was demanded for it', () => {
  it('runs when that still holds', async () => {
    const iam = openIam();
    await iam.execute('CreateUser', input, alice);
    const demanded = await iam.demands('DeleteUser', input, alice);
    if (demanded === 'none') throw new Error('expected demands');
    await iam.execute('DeleteUser', input, alice, demanded);
    await expect(iam.execute('GetUser', input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('changes nothing when its resource was made again under another path', async () => {
    const iam = openIam();
    await iam.execute('CreateUser', { ...input, Path: '/team/' }, alice);
    const demanded = await iam.demands('DeleteUser', input, alice);
    if (demanded === 'none') throw new Error('expected demands');
    await iam.execute('DeleteUser', input, alice);
    await iam.execute('CreateUser', { ...input, Path: '/board/' }, alice);
    await expect(iam.execute('DeleteUser', input, alice, demanded)).rejects.toMatchObject({
      code: 'ConcurrentModification',
    });
    expect((await iam.execute('GetUser', input, alice)).User?.Path).toBe('/board/');
  });
});
