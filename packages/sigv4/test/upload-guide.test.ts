// The guide to upload forms does what it says: its code runs, from one form to the file.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import type { PostFormFields, SigningKeyLookup } from '../src/index.js';
import { sampleCredentials, sampleKeys } from './sample.js';

interface Guide {
  pictureForm(user: string, credentials: typeof sampleCredentials): Promise<PostFormFields>;
  receivePicture(
    request: Request,
    signingKeys: SigningKeyLookup<string>,
  ): Promise<{ principal: string; key: string; picture: Blob }>;
}

async function loadGuide(): Promise<Guide> {
  const path = new URL('../../../docs/guide/upload-forms.md', import.meta.url);
  const blocks = [...readFileSync(path, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)];
  const { outputFiles } = await build({
    stdin: {
      contents: blocks.map(([, code]) => code).join('\n'),
      loader: 'ts',
      resolveDir: import.meta.dirname,
    },
    alias: { '@ostiary/sigv4': fileURLToPath(new URL('../src/index.ts', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
}

const sendTo = (fields: PostFormFields, text: string) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('Content-Type', 'image/png');
  form.append('file', new Blob([text]), 'cat.png');
  return new Request('https://files.example/pictures', { method: 'POST', body: form });
};

it('the form that it gives out is taken, and one that was changed is not', async () => {
  const { pictureForm, receivePicture } = await loadGuide();
  const fields = await pictureForm('alice', sampleCredentials);
  const received = await receivePicture(sendTo(fields, 'miaow'), sampleKeys);
  expect(received).toMatchObject({ principal: 'alice', key: 'alice/cat.png' });
  expect(await received.picture.text()).toBe('miaow');

  const changed = sendTo({ ...fields, key: 'bob/${filename}' }, 'miaow');
  await expect(receivePicture(changed, sampleKeys)).rejects.toMatchObject({
    code: 'AccessDenied',
  });
  await expect(receivePicture(sendTo(fields, ''), sampleKeys)).rejects.toMatchObject({
    code: 'EntityTooSmall',
  });
});
