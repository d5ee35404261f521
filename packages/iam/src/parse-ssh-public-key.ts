// SSH public keys, as uploads bring them.
import sshpk from 'sshpk';
import { IamError } from './errors.js';

/** A public key in both of its forms. */
export interface ParsedSshPublicKey {
  /** `ssh-rsa AAAA…` */
  readonly ssh: string;
  /** `-----BEGIN PUBLIC KEY-----` */
  readonly pem: string;
  /** MD5 in colons, as `ssh-keygen -E md5` shows it. */
  readonly fingerprint: string;
  /** SHA-256. */
  readonly digest: string;
}

const MINIMUM_BITS = 2048;

/**
 * An RSA key of 2048 bits or more, in the form of OpenSSH (RFC 4253, section 6.6) or in PEM (IAM
 * API Reference, "UploadSSHPublicKey").
 *
 * @throws IamError UnrecognizedPublicKeyEncoding, InvalidPublicKey
 */
export function parseSshPublicKey(text: string): ParsedSshPublicKey {
  const body = text.trim();
  const key = readKey(body, formatOf(body));
  if (key.type !== 'rsa' || key.size < MINIMUM_BITS) {
    throw invalidKey(`It must be an RSA key of at least ${MINIMUM_BITS} bits.`);
  }
  key.comment = '';
  return {
    ssh: key.toString('ssh').trim(),
    pem: key.toString('pkcs8'),
    fingerprint: key.fingerprint('md5').toString('hex'),
    digest: key.fingerprint('sha256').toString('base64'),
  };
}

/** A private key is none of these forms, so that nobody leaves one here. */
function formatOf(body: string): 'ssh' | 'pem' {
  if (/^ssh-[a-z0-9]+ /.test(body)) return 'ssh';
  if (/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(body)) return 'pem';
  throw new IamError(
    'UnrecognizedPublicKeyEncoding',
    'The public key must be encoded in ssh-rsa format or PEM format.',
  );
}

function readKey(body: string, format: 'ssh' | 'pem'): sshpk.Key {
  try {
    return sshpk.parseKey(body, format);
  } catch (cause) {
    throw invalidKey('It cannot be read.', cause);
  }
}

function invalidKey(why: string, cause?: unknown): IamError {
  return new IamError(
    'InvalidPublicKey',
    `The public key is malformed or otherwise invalid. ${why}`,
    {
      cause,
    },
  );
}
