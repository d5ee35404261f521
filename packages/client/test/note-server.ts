// A service on a real socket that verifies each request and answers what it received.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  type PathRule,
  SignatureError,
  verifyRequest,
} from '@ostiary/sigv4';

export const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** What the server received, as it answers it. */
export interface Receipt {
  /** Who signed; `nobody` for none, or the code of the refusal. */
  readonly caller: string;
  readonly method: string;
  readonly target: string;
  readonly bodyBase64: string;
  readonly contentType: string | null;
  readonly sessionToken: string | null;
}

export interface NoteServer {
  readonly origin: string;
  /** Every receipt since the start, for requests whose answer is a redirect. */
  readonly receipts: readonly Receipt[];
  close(): Promise<void>;
}

/** `/redirect` answers with a redirect to `/notes`; all else with a receipt. */
export async function startNoteServer(pathRule: PathRule = 'normalized'): Promise<NoteServer> {
  const receipts: Receipt[] = [];
  const server = createServer((message, response) => {
    const answer = (receipt: Receipt): void => {
      receipts.push(receipt);
      if (message.url === '/redirect') response.writeHead(307, { location: '/notes' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(receipt));
    };
    // Who went away while it was read gets no answer, nor who brought what is not understood.
    receive(message, pathRule).then(answer, () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, receipts, close: () => close(server) };
}

async function receive(message: IncomingMessage, pathRule: PathRule): Promise<Receipt> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url: target = '', headers } = message;
  return {
    caller: await callerOf(requestOf(message, body), pathRule),
    method,
    target,
    bodyBase64: body.toString('base64'),
    contentType: headers['content-type'] ?? null,
    sessionToken: String(headers['x-amz-security-token'] ?? '') || null,
  };
}

async function callerOf(request: HttpRequest, pathRule: PathRule): Promise<string> {
  try {
    const verified = await verifyRequest(request, {
      signingKeys: async ({ accessKeyId, scope }) =>
        accessKeyId === credentials.accessKeyId
          ? {
              signingKey: await deriveSigningKey(credentials.secretAccessKey, scope),
              principal: 'alice',
            }
          : undefined,
      now: new Date(),
      service: 'notes',
      regions: ['eu-central-1'],
      pathRule,
    });
    return verified?.principal ?? 'nobody';
  } catch (error) {
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
}

function requestOf(message: IncomingMessage, body: Uint8Array): HttpRequest {
  const target = message.url ?? '';
  const mark = target.indexOf('?');
  const headers: HttpHeader[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '']);
  }
  return {
    method: message.method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers,
    body,
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
