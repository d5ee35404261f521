// What is sealed opens for its owner and purpose, with its own key, unchanged; and else not at all.
import { createDecipheriv, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createKeyRing, createSecrets } from '../src/index.js';

const former = randomBytes(32);
const current = randomBytes(32);
const secrets = createSecrets(createKeyRing([current]));
const owner = ['access-key', '123456789012', 'AKIAIOSFODNN7EXAMPLE'];

/** The text with the character at `at` exchanged for another of its alphabet. */
function alter(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

describe('a sealed secret', () => {
  it('opens for its owner, and shows nothing of itself before', () => {
    const sealed = secrets.seal('wJalrXUtnFEMI/K7MDENG', owner);
    expect(secrets.open(sealed, owner)).toBe('wJalrXUtnFEMI/K7MDENG');
    expect(inspect(sealed)).not.toContain('wJalr');
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain('wJalr');
  });

  it('is another text each time', () => {
    expect(secrets.seal('same', owner).sealed).not.toBe(secrets.seal('same', owner).sealed);
  });

  it.each([
    ['another access key', ['access-key', '123456789012', 'AKIAI44QH8DHBEXAMPLE']],
    ['another account', ['access-key', '210987654321', 'AKIAIOSFODNN7EXAMPLE']],
    ['another kind', ['session', '123456789012', 'AKIAIOSFODNN7EXAMPLE']],
    ['ids run together', ['access-key123456789012', 'AKIAIOSFODNN7EXAMPLE']],
    ['ids cut elsewhere', ['access-key', '12345678901', '2AKIAIOSFODNN7EXAMPLE']],
    ['one id more', [...owner, '']],
    ['no id', []],
  ])('does not open for %s', (_case, other) => {
    const sealed = secrets.seal('secret', owner);
    expect(() => secrets.open(sealed, other)).toThrow(/not what was sealed/);
  });

  it('does not open with any of its bytes changed, or cut', () => {
    const { keyId, sealed } = secrets.seal('secret', owner);
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      expect(() => secrets.open({ keyId, sealed: changed.toString('base64') }, owner)).toThrow();
      const cut = bytes.subarray(0, at).toString('base64');
      expect(() => secrets.open({ keyId, sealed: cut }, owner)).toThrow();
    }
  });

  it('opens with the former key that sealed it, and is sealed with the current one', () => {
    const old = createSecrets(createKeyRing([former])).seal('secret', owner);
    const both = createSecrets(createKeyRing([current, former]));
    expect(both.open(old, owner)).toBe('secret');
    expect(both.seal('secret', owner).keyId).toBe(createKeyRing([current]).current.keyId);
    expect(() => secrets.open(old, owner)).toThrow(/no master key has the id/);
  });
});

describe('a sealed text', () => {
  const context = ['123456789012', 'ListUsers', '/'];

  it('opens for its purpose and context, and is fit for a URL', () => {
    const sealed = secrets.sealText('AIDAEXAMPLE ☃', 'marker', context);
    expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(secrets.openText(sealed, 'marker', context)).toBe('AIDAEXAMPLE ☃');
  });

  it('is undefined for another purpose or context', () => {
    const sealed = secrets.sealText('AIDAEXAMPLE', 'marker', context);
    expect(secrets.openText(sealed, 'session-token', context)).toBeUndefined();
    expect(secrets.openText(sealed, 'marker', ['123456789012', 'ListRoles', '/'])).toBeUndefined();
  });

  it('is undefined when it is forged, foreign, altered, longer or shorter', () => {
    const sealed = secrets.sealText('AIDAEXAMPLE', 'marker', context);
    const foreign = createSecrets(createKeyRing([former])).sealText('AIDA', 'marker', context);
    const forged = ['', 'A', 'AIDAEXAMPLE', '☃', foreign, `${sealed}A`, `${sealed}=`, ` ${sealed}`];
    const altered = Array.from(sealed, (_, at) => alter(sealed, at));
    const cut = Array.from(sealed, (_, at) => sealed.slice(0, at));
    for (const other of [...forged, ...altered, ...cut]) {
      expect(secrets.openText(other, 'marker', context)).toBeUndefined();
    }
  });

  it('opens after the master key was changed, while the former one is in the ring', () => {
    const old = createSecrets(createKeyRing([former])).sealText('AIDA', 'marker', context);
    const both = createSecrets(createKeyRing([current, former]));
    expect(both.openText(old, 'marker', context)).toBe('AIDA');
  });
});

describe('a derived key', () => {
  it('is of 32 bytes, another for each purpose and master key, the current one first', () => {
    const both = createSecrets(createKeyRing([current, former]));
    const tokens = both.keysFor('session-token');
    expect(tokens.map(({ keyId }) => keyId)).toEqual(
      createKeyRing([current, former]).keys.map(({ keyId }) => keyId),
    );
    const all = [...tokens, ...both.keysFor('marker')].map(({ key }) =>
      Buffer.from(key).toString('hex'),
    );
    expect(new Set(all).size).toBe(4);
    expect(all.every((key) => key.length === 64)).toBe(true);
  });

  it('is what seals', () => {
    const [derived] = secrets.keysFor('secret');
    const bytes = Buffer.from(secrets.seal('secret', owner).sealed, 'base64');
    const key = derived?.key ?? new Uint8Array();
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(JSON.stringify(owner)));
    decipher.setAuthTag(bytes.subarray(-16));
    expect(decipher.update(bytes.subarray(12, -16)).toString() + decipher.final('utf8')).toBe(
      'secret',
    );
  });
});

describe('a key ring', () => {
  it.each([
    ['no key', [], /needs a master key/],
    ['a short key', [randomBytes(31)], /32 bytes, this one 31/],
    ['a key twice', [current, former, current], /stands twice/],
  ])('refuses %s', (_case, keys, message) => {
    expect(() => createKeyRing(keys)).toThrow(message);
  });

  it('shows no key when it is printed', () => {
    const ring = createKeyRing([current]);
    ring.current.derive('secret');
    const printed = `${inspect(ring, { depth: 9, showHidden: true })}${JSON.stringify(ring)}`;
    expect(printed).not.toContain(current.toString('hex'));
    expect(printed).not.toContain(current.toString('base64'));
    expect(printed).toContain(ring.current.keyId);
  });
});

describe('random text', () => {
  it('has the length and alphabet that were asked for, and never repeats itself', () => {
    const texts = Array.from({ length: 100 }, () => secrets.randomText('ABCD', 40));
    expect(texts.every((text) => /^[ABCD]{40}$/.test(text))).toBe(true);
    expect(new Set(texts).size).toBe(100);
  });
});
