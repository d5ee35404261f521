// Calls the notes API with the signing client, as whoever the environment holds the keys of.
import { createClient } from '@ostiary/client';
import { fromEnvironment } from '@ostiary/client/node';
import { notesService, REGION } from './notes-service.js';

const [method, url, body] = process.argv.slice(2);
if (method === undefined || url === undefined) {
  console.error(
    'usage: AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… example:call METHOD URL [BODY]',
  );
  process.exitCode = 2;
} else {
  const client = createClient({
    credentials: fromEnvironment(),
    region: REGION,
    service: notesService.name,
  });
  const headers = { 'content-type': 'application/json' };
  const answer = await client.fetch(url, { method, ...(body !== undefined && { headers, body }) });
  console.log(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
}
