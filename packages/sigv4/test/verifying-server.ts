// A small HTTP server that answers who signed each request.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpHeader, type HttpRequest, SignatureError } from '../src/index.js';
import { verifySample } from './sample.js';

export interface VerifyingServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Answers 200 with the principal, 401 to the unsigned, 403 with the code to what is refused. */
export async function startVerifyingServer(now: () => Date): Promise<VerifyingServer> {
  const server = createServer(async (message, response) => {
    const verdict = await requestOf(message)
      .then((request) => verifySample(request, { now: now() }))
      .catch((error: unknown) => error);
    if (verdict === undefined) response.writeHead(401).end('nobody');
    else if (verdict instanceof SignatureError) response.writeHead(403).end(verdict.code);
    else if (verdict instanceof Error) response.writeHead(500).end();
    else response.writeHead(200).end((verdict as { principal: string }).principal);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function requestOf(message: IncomingMessage): Promise<HttpRequest> {
  const [path = '', query = ''] = splitOnce(message.url ?? '', '?');
  const headers: HttpHeader[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '']);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return { method: message.method ?? '', path, query, headers, body: Buffer.concat(chunks) };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
