// One upload form that verifies, for tests to spoil.
import {
  createPostForm,
  type PostCondition,
  type PostForm,
  type PostFormOptions,
  type SignatureError,
  type VerifiedPostForm,
  type VerifyPostFormOptions,
  verifyPostForm,
} from '../src/index.js';
import { sampleCredentials, sampleDate, sampleKeys } from './sample.js';

export const postFormOptions = {
  bucket: 'photos',
  key: 'alice/${filename}',
  fields: { acl: 'private' },
  conditions: [
    ['content-length-range', 4, 16],
    ['starts-with', '$Content-Type', 'image/'],
  ] as readonly PostCondition[],
  expiresSeconds: 600,
  credentials: sampleCredentials,
  region: 'eu-central-1',
  date: sampleDate,
} satisfies PostFormOptions;

/** The form as a browser sends it; later fields stand after the hidden ones. */
export async function formOf(
  more: PostForm['fields'] = [['Content-Type', 'image/jpeg']],
  options: Partial<PostFormOptions> = {},
): Promise<PostForm> {
  const hidden = await createPostForm({ ...postFormOptions, ...options });
  return {
    bucket: 'photos',
    fields: [...Object.entries(hidden), ...more],
    filename: 'cat.jpg',
  };
}

export function verifySampleForm(
  form: PostForm,
  options: Partial<VerifyPostFormOptions<string>> = {},
): Promise<VerifiedPostForm<string>> {
  return verifyPostForm(form, {
    signingKeys: sampleKeys,
    now: sampleDate,
    regions: ['eu-central-1'],
    ...options,
  });
}

/** The error that verifying ends in; fails the test when it ends in anything else. */
export function formRefusalOf(
  form: PostForm,
  options: Partial<VerifyPostFormOptions<string>> = {},
): Promise<SignatureError> {
  return verifySampleForm(form, options).then(
    () => {
      throw new Error('expected a refusal, found a verified form');
    },
    (error: SignatureError) => error,
  );
}
