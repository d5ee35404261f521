// One server in a process of its own, which tells what it has spent when it is asked.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './apps.js';

const settings = JSON.parse(process.argv[2] ?? '{}');
const server = createServer(await createApp(settings.guard, settings));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ port });
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ microseconds: user + system });
});
