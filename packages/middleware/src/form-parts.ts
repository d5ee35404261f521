// The parts of an upload form, `multipart/form-data`, as they arrive: fields, and then one file.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { SignatureError } from '@ostiary/sigv4';
import { deferred } from './deferred.js';
import { GateError } from './errors.js';

/** What stands before the file. */
export interface FormHead {
  /** In order, with repeats. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The name of the user's file, where it has one. */
  readonly filename: string | undefined;
}

/** A form that is being read. */
export interface FormParts {
  /** Rejects when the form ends, or is none, before a file begins. */
  readonly head: Promise<FormHead>;
  /**
   * The bytes of the file. It throws rather than end where the form is not well-formed to its end, or
   * has another file. What stands behind the file is left out (S3 API Reference, "POST Object").
   */
  readonly file: AsyncIterable<Uint8Array>;
}

/**
 * How much is read before the file and behind it, in bytes: what S3 takes of fields, 20 KB, and the
 * headers of their parts. The exact bound on fields is that of whoever verifies them.
 */
const MAX_AROUND_FILE = 65_536;
const MAX_FIELDS = 256;
const MAX_FIELD_BYTES = 20_480;

/**
 * Reads a form.
 *
 * @throws GateError `PreconditionFailed` when it is no `multipart/form-data`. Its head and file throw
 *   `MalformedPOSTRequest`, `IncorrectNumberOfFilesInPostRequest` or
 *   `MaxPostPreDataLengthExceededError` (S3 API Reference, "Error responses")
 */
export function readFormParts(
  bytes: AsyncIterable<Uint8Array>,
  contentType: string | undefined,
): FormParts {
  const parser = createParser(contentType);
  const fields: (readonly [string, string])[] = [];
  const head = deferred<FormHead>();
  const file = deferred<AsyncIterable<Uint8Array>>();
  let state: 'before' | 'file' | 'behind' = 'before';
  let opened: Readable | undefined;
  let failure: Error | undefined;
  const fail = (error: unknown): void => {
    failure ??= asMalformed(error);
    head.reject(failure);
    file.reject(failure);
    opened?.destroy(failure);
  };
  parser.on('error', fail);
  parser.on('field', (name, value, nameIsCut, valueIsCut) => {
    if (state !== 'before') return;
    if (nameIsCut || valueIsCut) fail(tooLong());
    // Its types do not say so, but a part may have no name.
    if (typeof name === 'string') fields.push([name, value]);
    else fail(undefined);
  });
  parser.on('fieldsLimit', () => {
    if (state === 'before') fail(tooLong());
  });
  parser.on('file', (_name, stream, filename) => {
    // It may break off before anybody reads it, and must not end the process then.
    stream.on('error', fail);
    if (state !== 'before') {
      fail(notOneFile());
      stream.resume();
      return;
    }
    state = 'file';
    opened = stream;
    stream.once('end', () => {
      state = 'behind';
    });
    file.resolve(stream);
    head.resolve({ fields, filename });
  });
  const pump = async (): Promise<void> => {
    const finished = once(parser, 'finish');
    finished.catch(() => undefined);
    let around = 0;
    for await (const piece of bytes) {
      const before = state;
      const goesOn = parser.write(piece);
      if (before === state && state !== 'file') around += piece.length;
      if (around > MAX_AROUND_FILE) throw tooLong();
      if (failure !== undefined) throw failure;
      if (!goesOn) await once(parser, 'drain');
    }
    parser.end();
    await finished;
    if (state === 'before') throw notOneFile();
    if (failure !== undefined) throw failure;
  };
  const read = pump();
  read.catch(fail);
  return { head: head.promise, file: giveFile(file.promise, read) };
}

async function* giveFile(
  file: Promise<AsyncIterable<Uint8Array>>,
  read: Promise<void>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* await file;
    await read;
  } catch (error) {
    throw asMalformed(error);
  }
}

function createParser(contentType: string | undefined): InstanceType<typeof Busboy> {
  if (contentType === undefined || !/^multipart\/form-data *;/i.test(contentType)) {
    throw new GateError(
      'PreconditionFailed',
      'expected an upload form, of the type `multipart/form-data`, found something else',
    );
  }
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      isPartAFile: (name) => name?.toLowerCase() === 'file',
      limits: {
        ...{ fields: MAX_FIELDS, fieldNameSize: 256, fieldSize: MAX_FIELD_BYTES },
        ...{ headerPairs: 16, headerSize: 4_096 },
      },
    });
  } catch (cause) {
    throw asMalformed(cause);
  }
}

/** What the source threw, such as for a connection that was lost, is not the form's fault. */
function asMalformed(cause: unknown): Error {
  if (cause instanceof GateError || cause instanceof SignatureError) return cause;
  return new GateError('MalformedPOSTRequest', 'the form is not well-formed multipart/form-data', {
    cause,
  });
}

function notOneFile(): GateError {
  return new GateError(
    'IncorrectNumberOfFilesInPostRequest',
    'expected one file in the form, as the field `file`, found none or more',
  );
}

function tooLong(): GateError {
  return new GateError(
    'MaxPostPreDataLengthExceededError',
    `expected at most ${MAX_FIELDS} fields of ${MAX_FIELD_BYTES} bytes beside the file, found more or longer ones`,
  );
}
