// Bytes over a socket, for what no HTTP client would send.
import { connect, type Socket } from 'node:net';
import type { RunningApp } from './notes-app.js';
import type { OutgoingRequest } from './signers.js';

/** A request as text, without its body. */
export function headOf({ method, target, headers }: OutgoingRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** An open connection to an app. */
export async function openSocket({ port }: RunningApp): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Writes all at once and reads until `count` answers are there; answers with their statuses. */
export async function statusesOf(
  app: RunningApp,
  text: string,
  count: number,
): Promise<readonly number[]> {
  const socket = await openSocket(app);
  return new Promise((resolve, reject) => {
    let received = '';
    const statuses = (): readonly number[] =>
      [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (statuses().length >= count) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(statuses()));
    socket.write(text);
  });
}
