// The signing certificate that an operation is about.
import type { OutputOf } from '@ostiary/api';
import { type CredentialOwner, describeOwner } from './credential-owner.js';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { SIGNING_CERTIFICATES, type SigningCertificate } from './tables/signing-certificates.js';

type Shape = OutputOf<'UploadSigningCertificate'>['Certificate'];

/**
 * The signing certificate of an owner.
 *
 * @throws IamError NoSuchEntity, also for one of somebody else
 */
export async function getSigningCertificate(
  certificateId: string,
  { ownerId }: CredentialOwner,
  { store, caller }: ReadScope,
): Promise<SigningCertificate> {
  const key = [ownerId, certificateId];
  const certificate = await store.get(SIGNING_CERTIFICATES, caller.accountId, key);
  if (certificate === undefined) {
    throw new IamError('NoSuchEntity', `The Certificate with id ${certificateId} cannot be found.`);
  }
  return certificate;
}

/** The `SigningCertificate` shape. It says that each has the name of a user; one of the root user has none. */
export function describeSigningCertificate(
  { certificateId, body, status, uploadDate }: SigningCertificate,
  owner: CredentialOwner,
): Shape {
  const shape: Partial<Shape> = {
    ...describeOwner(owner),
    CertificateId: certificateId,
    CertificateBody: body,
    Status: status,
    UploadDate: new Date(uploadDate),
  };
  return shape as Shape;
}
