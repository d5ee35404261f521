// An upload form on its way: its fields first, and its file when it has been decided on.
import { deferred } from './deferred.js';
import { GateError } from './errors.js';
import { type FormParts, readFormParts } from './form-parts.js';
import {
  findHeader,
  headerValues,
  type IncomingRequest,
  type OpenBody,
} from './incoming-request.js';

/** What a form said before its file, and its file to come. */
export interface ReceivedForm {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly filename: string | undefined;
  /** Puts what `open` gives of the file in the place of the body, which is of this type. */
  readonly deliver: (open: OpenBody, contentType: string) => Promise<void>;
  /** Nobody is to have the file; what comes of it is dropped. */
  readonly discard: () => void;
}

/**
 * Receives a form up to its file. What is said beside its fields is not signed, and so refused: another
 * way to authenticate, and `x-amz-*` headers and parameters.
 *
 * @throws GateError as `readFormParts` does; `InvalidArgument` for another way to authenticate,
 *   `InvalidRequest` for what is not signed
 */
export async function receiveUploadForm(incoming: IncomingRequest): Promise<ReceivedForm> {
  checkUnsigned(incoming);
  const contentType = findHeader(incoming, 'content-type');
  return (await receiveStream(incoming, contentType)) ?? receiveWhole(incoming, contentType);
}

function checkUnsigned(incoming: IncomingRequest): void {
  if (headerValues(incoming, 'authorization').length > 0) {
    throw new GateError(
      'InvalidArgument',
      'only one authentication method is allowed in a request',
    );
  }
  const headers = incoming.headers.map(([name]) => name);
  const parameters = new URLSearchParams(incoming.query).keys();
  for (const name of [...headers, ...parameters]) {
    if (!name.toLowerCase().startsWith('x-amz-')) continue;
    throw new GateError(
      'InvalidRequest',
      `expected \`${name}\` as a field of the form, which its policy covers, found it outside`,
    );
  }
}

/** Undefined when all of the body has arrived, or the adapter has no streams. */
async function receiveStream(
  incoming: IncomingRequest,
  contentType: string | undefined,
): Promise<ReceivedForm | undefined> {
  const begun = deferred<FormParts>();
  const decided = deferred<OpenBody | undefined>();
  const streams = incoming.streamBody?.(async function* openForm(bytes) {
    try {
      const parts = readFormParts(bytes, contentType);
      begun.resolve(parts);
      const open = await decided.promise;
      if (open === undefined) throw refused();
      yield* open(parts.file);
    } catch (error) {
      begun.reject(error);
      throw error;
    }
  });
  if (streams !== true) return undefined;
  const discard = (): void => decided.resolve(undefined);
  try {
    const { fields, filename } = await (await begun.promise).head;
    const deliver: ReceivedForm['deliver'] = async (open, type) => {
      incoming.describeBody?.({ contentType: type, length: undefined });
      decided.resolve(open);
    };
    return { fields, filename, deliver, discard };
  } catch (error) {
    discard();
    throw error;
  }
}

async function receiveWhole(
  incoming: IncomingRequest,
  contentType: string | undefined,
): Promise<ReceivedForm> {
  const { replaceBody } = incoming;
  if (replaceBody === undefined) {
    throw new GateError('InvalidRequest', 'an upload form is not accepted here');
  }
  const { head, file } = readFormParts(onePiece(await incoming.readBody()), contentType);
  const { fields, filename } = await head;
  return {
    fields,
    filename,
    deliver: async (open, type) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of open(file)) pieces.push(piece);
      const body = Buffer.concat(pieces);
      replaceBody(body);
      incoming.describeBody?.({ contentType: type, length: body.length });
    },
    discard: () => undefined,
  };
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  if (bytes.length > 0) yield bytes;
}

/** For whoever reads a request that was refused; nobody should. */
function refused(): GateError {
  return new GateError('AccessDenied', 'the form was refused');
}
