// What holds for every upload form.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPostForm, type PostForm, SignatureError, verifyPostForm } from '../src/index.js';
import { postFormOptions } from './post-form-sample.js';
import { sampleDate, sampleKeys } from './sample.js';

const options = { signingKeys: sampleKeys, now: sampleDate };
const value = fc.string({ unit: 'binary', maxLength: 40 });

const form = fc.record({ bucket: value, key: value, acl: value }).map(async (given) => {
  const { bucket, key, acl } = given;
  const hidden = await createPostForm({
    ...postFormOptions,
    bucket,
    key,
    fields: { acl },
    conditions: [],
  });
  return { bucket, fields: Object.entries(hidden) } satisfies PostForm;
});

it('what is made is verified, and every changed character of it is refused', async () => {
  await fc.assert(
    fc.asyncProperty(form, fc.nat(), fc.nat(), async (making, whichField, whichCharacter) => {
      const made = await making;
      expect(await verifyPostForm(made, options)).toMatchObject({ principal: 'alice' });

      const at = whichField % made.fields.length;
      const fields = made.fields.map(([name, text], index): [string, string] => {
        if (index !== at) return [name, text];
        const place = whichCharacter % (text.length + 1);
        const other = text[place] === 'x' ? 'y' : 'x';
        return [name, text.slice(0, place) + other + text.slice(place + 1)];
      });
      const verdict = await verifyPostForm({ ...made, fields }, options).catch((error) => error);
      expect(verdict).toBeInstanceOf(SignatureError);
    }),
    { numRuns: 300 },
  );
});

it('whatever the fields and the policy are, no error is thrown but ours', async () => {
  const json = fc.oneof(
    fc.json(),
    fc
      .record({ expiration: fc.constant('2026-11-23T12:10:00Z'), conditions: fc.jsonValue() })
      .map((policy) => JSON.stringify(policy)),
    value,
  );
  const names = fc.oneof(
    value,
    fc.constantFrom('policy', 'x-amz-date', 'x-amz-signature', 'x-amz-credential', 'key'),
  );
  await fc.assert(
    fc.asyncProperty(form, json, fc.array(fc.tuple(names, value)), async (making, text, more) => {
      const made = await making;
      const policy = Buffer.from(text).toString('base64');
      const changed = made.fields.map(([name, old]): [string, string] => [
        name,
        name === 'policy' ? policy : old,
      ]);
      for (const fields of [changed, more, [...made.fields, ...more]]) {
        const verdict = await verifyPostForm({ ...made, fields }, options).catch((error) => error);
        if (verdict instanceof Error) expect(verdict).toBeInstanceOf(SignatureError);
      }
    }),
    { numRuns: 300 },
  );
});
