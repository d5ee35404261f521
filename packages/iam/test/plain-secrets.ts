// Secrets without encryption, for tests that look at something else.
import { randomInt } from 'node:crypto';
import type { Secrets } from '../src/index.js';

/** Seals by writing the owner before the secret. */
export const plainSecrets: Secrets = {
  randomText: (alphabet, length) =>
    Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
  seal: (secret, owner) => ({ keyId: 'plain', sealed: JSON.stringify([owner, secret]) }),
  open: ({ sealed }, owner) => {
    const [sealedFor, secret] = JSON.parse(sealed);
    if (JSON.stringify(sealedFor) !== JSON.stringify(owner)) throw new Error('sealed for another');
    return secret;
  },
};
