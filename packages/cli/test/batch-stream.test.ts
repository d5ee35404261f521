// The batch as a stream: one answer for each line in order, whatever the pieces it comes in.

import { Readable, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.js';
import { aCase } from './a-case.js';
import { run } from './run.js';

const line = (id: unknown): string => JSON.stringify({ ...aCase(), id });
const batch = ['simulate', '--batch'];

async function answers(parts: Iterable<string | Uint8Array>): Promise<readonly unknown[]> {
  const { code, stdout } = await run(batch, parts);
  expect(code).toBe(0);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text).id);
}

it('no input has no answer', async () => {
  expect(await run(batch)).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('the last line needs no newline, and a newline at the end begins no line', async () => {
  expect(await answers([`${line(1)}\n${line(2)}`])).toEqual([1, 2]);
  expect(await answers([`${line(1)}\n${line(2)}\n`])).toEqual([1, 2]);
  expect(await answers([`${line(1)}\r\n${line(2)}\r\n`])).toEqual([1, 2]);
});

it('an empty line is a line', async () => {
  expect(await answers([`${line(1)}\n\n${line(2)}\n`])).toEqual([1, null, 2]);
});

it('a byte order mark is no part of a line', async () => {
  expect(await answers([`\ufeff${line(1)}\n`])).toEqual([1]);
});

it('lines are cut at their newlines, wherever the pieces are cut', async () => {
  const bytes = Buffer.from(`${line('ä')}\n${line('€')}\n${line('😀')}`);
  for (const size of [1, 7, 64]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(await answers(pieces)).toEqual(['ä', '€', '😀']);
  }
});

it('a line that is not UTF-8 is answered with an error, not read as something else', async () => {
  const [before, after] = line('X').split('X');
  const { stdout } = await run(batch, [before!, Buffer.from([0xff]), `${after}\n`]);
  expect(JSON.parse(stdout)).toEqual({
    id: null,
    error: { code: 'ValidationError', message: 'expected a line of UTF-8', path: [] },
  });
});

it('a line of more than 4 MiB is answered with an error, and one of 4 MiB is read', async () => {
  const most = 4 * 1024 * 1024;
  const piece = ' '.repeat(64 * 1024);
  const padding = Array.from({ length: most / piece.length - 1 }, () => piece);
  const last = piece.slice(line(1).length);
  const { stdout } = await run(batch, [
    ...[line(1), ...padding, last, '\n'],
    ...[line(2), ...padding, last, ' ', '\n'],
    line(3),
  ]);
  expect(
    stdout
      .split('\n')
      .slice(0, 3)
      .map((text) => JSON.parse(text)),
  ).toMatchObject([
    { id: 1, decision: 'allowed' },
    { id: null, error: { code: 'ValidationError', message: 'a line has at most 4194304 bytes' } },
    { id: 3, decision: 'allowed' },
  ]);
});

it('50,000 lines are answered in order, and none is read ahead of a slow reader', async () => {
  const total = 50_000;
  const each = 100;
  let read = 0;
  let answered = 0;
  let ahead = 0;
  function* lines(): Generator<Buffer> {
    while (read < total) {
      const ids = Array.from({ length: each }, (_, index) => read + index);
      read += each;
      yield Buffer.from(`${ids.map(line).join('\n')}\n`);
    }
  }
  const stdout = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      for (const text of chunk.toString().trimEnd().split('\n')) {
        expect(JSON.parse(text)).toMatchObject({ id: answered, decision: 'allowed' });
        answered += 1;
      }
      ahead = Math.max(ahead, read - answered);
      void turn().then(() => done());
    },
  });
  const stdin = Readable.from(lines(), { objectMode: true, highWaterMark: 1 });
  expect(await runCommandLine(batch, { stdin, stdout, stderr: stdout })).toBe(0);
  expect(answered).toBe(total);
  expect(ahead).toBeLessThanOrEqual(5 * each);
});
