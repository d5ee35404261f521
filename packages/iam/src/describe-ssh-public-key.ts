// An SSH public key as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { parseSshPublicKey } from './parse-ssh-public-key.js';
import type { SshPublicKey } from './tables/ssh-public-keys.js';
import type { User } from './tables/users.js';

type Shape = NonNullable<OutputOf<'GetSSHPublicKey'>['SSHPublicKey']>;

/** The `SSHPublicKey` shape, with the key in the form of OpenSSH or in PEM. */
export function describeSshPublicKey(
  { keyId, body, status, uploadDate }: SshPublicKey,
  { userName }: User,
  encoding: 'ssh' | 'pem',
): Shape {
  const parsed = parseSshPublicKey(body);
  return {
    UserName: userName,
    SSHPublicKeyId: keyId,
    Fingerprint: parsed.fingerprint,
    SSHPublicKeyBody: parsed[encoding],
    Status: status,
    UploadDate: new Date(uploadDate),
  };
}
