// The command run in this process, on streams of its own.
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../src/command-line.js';

/** What a command printed, and the code it ended with. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `ostiary` with arguments and what it reads from its standard input. */
export async function run(
  args: readonly string[],
  stdin: Iterable<string | Uint8Array> = [],
): Promise<Run> {
  const stdout = new Sink();
  const stderr = new Sink();
  const input = Readable.from(toBytes(stdin));
  const code = await runCommandLine(args, { stdin: input, stdout, stderr });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** The answers of `simulate --batch` to lines. */
export async function answerLines(lines: readonly string[]): Promise<readonly BatchAnswer[]> {
  const { code, stdout, stderr } = await run(['simulate', '--batch'], [lines.join('\n')]);
  if (code !== 0 || stderr !== '') throw new Error(`ended with ${code}: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** An answer of the batch, of either kind. */
export interface BatchAnswer {
  readonly id: unknown;
  readonly decision?: string;
  readonly matched?: readonly object[];
  readonly reason?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly path: unknown };
}

function* toBytes(parts: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
