// Signs a request the way a client does, and asks a control plane who signed it.
import type { Principal } from '@ostiary/policy';
import { type SecretAccessKey, signRequest, verifyRequest } from '@ostiary/sigv4';
import type { Iam, ProvenPrincipal } from '../src/index.js';
import { NOW } from './open-iam.js';

/** Credentials as STS answers them, or a long-term key. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: SecretAccessKey | string;
  readonly sessionToken?: string | undefined;
}

/** What the control plane proves of the signer; throws SignatureError as a gate would. */
export async function proves(
  iam: Iam,
  { accessKeyId, secretAccessKey, sessionToken }: SigningCredentials,
  now: Date = NOW,
): Promise<ProvenPrincipal> {
  const request = {
    method: 'GET',
    path: '/notes/1',
    query: '',
    headers: [['host', 'notes.example.com']],
    body: new Uint8Array(),
  } as const;
  const credentials = {
    ...{ accessKeyId, secretAccessKey },
    ...(sessionToken !== undefined && { sessionToken }),
  };
  const scope = { service: 'notes', region: 'eu-west-1' };
  const signed = await signRequest(request, { credentials, ...scope, date: now });
  const options = { signingKeys: iam.signingKeys, service: 'notes', regions: ['eu-west-1'], now };
  const verified = await verifyRequest({ ...request, headers: signed.headers }, options);
  if (verified === undefined) throw new Error('the request is not signed');
  return verified.principal;
}

/** Who the control plane says signed. */
export async function whoSigns(iam: Iam, credentials: SigningCredentials): Promise<Principal> {
  return (await proves(iam, credentials)).principal;
}
