// What the browser test runs in the page: a call to another origin, by a clock that is an hour slow.
import { createClient, refreshable } from '../src/index.js';

async function call(url: string): Promise<string> {
  const client = createClient({
    credentials: refreshable(async () => ({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    })),
    region: 'eu-central-1',
    service: 'notes',
    now: () => new Date(Date.now() - 3_600_000),
    random: () => 0,
    timeoutMs: 30_000,
  });
  const response = await client.fetch(url, { method: 'PUT', body: 'grüße' });
  return `${response.status} ${await response.text()}`;
}

Object.assign(globalThis, { call });
