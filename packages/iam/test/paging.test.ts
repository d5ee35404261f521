// Pages and their markers, as every list has them; users stand for what is listed.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam, stranger } from './open-iam.js';

const NAMES = ['ann', 'Bob', 'carol', 'Dave', 'eve'];

describe('a list', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    for (const [at, UserName] of [...NAMES.entries()].reverse()) {
      const Path = at % 2 === 0 ? '/even/' : '/odd/';
      await iam.execute('CreateUser', { UserName, Path }, alice);
    }
  });

  const list = (input: { MaxItems?: number; Marker?: string; PathPrefix?: string }) =>
    iam.execute('ListUsers', input, alice);

  const readAll = async (input: { MaxItems?: number; PathPrefix?: string }) => {
    const pages: string[][] = [];
    for (let Marker: string | undefined; ; ) {
      const answer = await list({ ...input, ...(Marker !== undefined && { Marker }) });
      pages.push((answer.Users ?? []).map(({ UserName }) => UserName));
      if (!answer.IsTruncated) return pages;
      Marker = answer.Marker;
    }
  };

  it('comes whole and sorted by name whatever its case, when it fits in one page', async () => {
    const { Users, IsTruncated, ...rest } = await list({});
    expect(Users?.map(({ UserName }) => UserName)).toEqual(NAMES);
    expect(IsTruncated).toBe(false);
    expect(rest).toEqual({});
  });

  it.each([
    [1, [['ann'], ['Bob'], ['carol'], ['Dave'], ['eve']]],
    [2, [['ann', 'Bob'], ['carol', 'Dave'], ['eve']]],
    [5, [NAMES]],
    [1000, [NAMES]],
  ])(
    'comes in pages of %i, each item once, the last page not truncated',
    async (MaxItems, pages) => {
      expect(await readAll({ MaxItems })).toEqual(pages);
    },
  );

  it('has 100 items a page unless told otherwise', async () => {
    for (let n = 0; n < 100; n++) {
      await iam.execute('CreateUser', { UserName: `user-${n}` }, alice);
    }
    const pages = await readAll({});
    expect(pages.map(({ length }) => length)).toEqual([100, 5]);
  });

  it.each([
    ['/', 1, NAMES],
    ['/even/', 2, ['ann', 'carol', 'eve']],
    ['/odd/', 1, ['Bob', 'Dave']],
    ['/o', 10, ['Bob', 'Dave']],
    ['/none/', 1, []],
  ])('has only what is under the path %s, in pages of %i', async (PathPrefix, MaxItems, names) => {
    const pages = await readAll({ PathPrefix, MaxItems });
    expect(pages.flat()).toEqual(names);
    expect(pages.length).toBe(Math.max(1, Math.ceil(names.length / MaxItems)));
  });

  it.each([
    ['a few paths', 3],
    ['many paths', 40],
  ])('is sorted by name whatever the paths, under %s', async (_, paths) => {
    const made = Array.from({ length: 80 }, (_each, n) => `u${(n * 37) % 80}`);
    for (const [n, UserName] of made.entries()) {
      await iam.execute('CreateUser', { UserName, Path: `/even/${n % paths}/` }, alice);
    }
    const expected = [...made, 'ann', 'carol', 'eve'].sort();
    for (const MaxItems of [1, 7, 100]) {
      expect((await readAll({ PathPrefix: '/even/', MaxItems })).flat()).toEqual(expected);
    }
    const ofOne = made.filter((_each, n) => n % paths === 1).sort();
    expect((await readAll({ PathPrefix: '/even/1/', MaxItems: 2 })).flat()).toEqual(ofOne);
  });

  it('has what is under many paths, however much it is', async () => {
    const made = Array.from({ length: 1010 }, (_each, n) => `u${n}`);
    for (const [n, UserName] of made.entries()) {
      await iam.execute('CreateUser', { UserName, Path: `/p/${n % 20}/` }, alice);
    }
    const pages = await readAll({ PathPrefix: '/p', MaxItems: 300 });
    expect(pages.flat()).toEqual([...made].sort());
  });

  it.each([
    ['/even-more/', ['ben']],
    ['/even', ['Amy', 'ann', 'ben', 'carol', 'eve']],
    ['/even/', ['Amy', 'ann', 'carol', 'eve']],
    ['/even/m', ['Amy']],
    ['/eve/', ['cat']],
    ['/Even/', []],
  ])('takes the prefix %s by its characters', async (PathPrefix, names) => {
    const placed = { Amy: '/even/more/', ben: '/even-more/', cat: '/eve/' };
    for (const [UserName, Path] of Object.entries(placed)) {
      await iam.execute('CreateUser', { UserName, Path }, alice);
    }
    expect((await readAll({ PathPrefix, MaxItems: 2 })).flat()).toEqual(names);
  });

  it('goes on under the longest path after its last item when that is gone', async () => {
    const PathPrefix = `/${'x'.repeat(510)}/`;
    for (const UserName of ['a1', 'a2', 'a3']) {
      await iam.execute('CreateUser', { UserName, Path: PathPrefix }, alice);
    }
    const { Marker = '' } = await list({ PathPrefix, MaxItems: 2 });
    await iam.execute('DeleteUser', { UserName: 'a2' }, alice);
    const { Users } = await list({ PathPrefix, MaxItems: 2, Marker });
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['a3']);
  });

  it('goes on after its last item when that is gone, and shows what was made meanwhile', async () => {
    const { Marker = '' } = await list({ MaxItems: 2 });
    await iam.execute('DeleteUser', { UserName: 'Bob' }, alice);
    await iam.execute('CreateUser', { UserName: 'bobby' }, alice);
    const { Users } = await list({ MaxItems: 2, Marker });
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['bobby', 'carol']);
  });

  describe('refuses a marker', () => {
    const invalid = { code: 'ValidationError', message: 'Invalid Marker.' };
    let marker: string;
    beforeEach(async () => {
      marker = (await list({ MaxItems: 2, PathPrefix: '/even/' })).Marker ?? '';
    });

    it('but not where it belongs', async () => {
      const answer = await list({ Marker: marker, PathPrefix: '/even/' });
      expect(answer.Users?.map(({ UserName }) => UserName)).toEqual(['eve']);
    });

    it('of another filter', async () => {
      await expect(list({ Marker: marker })).rejects.toMatchObject(invalid);
      await expect(list({ Marker: marker, PathPrefix: '/odd/' })).rejects.toMatchObject(invalid);
    });

    it('of another account', async () => {
      const input = { Marker: marker, PathPrefix: '/even/' };
      await expect(iam.execute('ListUsers', input, stranger)).rejects.toMatchObject(invalid);
    });

    it('of another operation', async () => {
      const input = { Marker: marker, PathPrefix: '/even/' };
      await expect(iam.execute('ListGroups', input, alice)).rejects.toMatchObject(invalid);
    });

    it.each([
      ['made up', 'bob'],
      ['empty but for its form', '.'],
      ['of plain text', Buffer.from('["bob"]').toString('base64')],
    ])('%s', async (_, Marker) => {
      await expect(list({ Marker, PathPrefix: '/even/' })).rejects.toMatchObject(invalid);
    });
  });
});
