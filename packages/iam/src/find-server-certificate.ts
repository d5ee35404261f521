// The server certificate that an operation is about.
import type { OutputOf } from '@ostiary/api';
import { resourceTags } from './demand-context.js';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { SERVER_CERTIFICATES, type ServerCertificate } from './tables/server-certificates.js';

type Metadata = OutputOf<'GetServerCertificate'>['ServerCertificate']['ServerCertificateMetadata'];

/** The server certificate of this name, or undefined. */
export function findServerCertificate(
  name: string,
  { store, caller }: ReadScope,
): Promise<ServerCertificate | undefined> {
  return store.find(SERVER_CERTIFICATES, 'name', caller.accountId, [name]);
}

/**
 * The server certificate of this name.
 *
 * @throws IamError NoSuchEntity
 */
export async function getCertificateByName(
  name: string,
  scope: ReadScope,
): Promise<ServerCertificate> {
  const certificate = await findServerCertificate(name, scope);
  if (certificate === undefined) {
    throw new IamError('NoSuchEntity', `The Server Certificate with name ${name} cannot be found.`);
  }
  return certificate;
}

/** `arn:aws:iam::123456789012:server-certificate/cloudfront/site` */
export function serverCertificateArn(
  { partition, caller }: OperationScope,
  { path, certificateName: name }: Pick<ServerCertificate, 'path' | 'certificateName'>,
): string {
  const { accountId } = caller;
  return entityArn({ partition, accountId, kind: 'server-certificate', path, name });
}

/** What is demanded on a server certificate, by the ARN it has, or would have under `/`. */
export async function demandOnServerCertificate(
  action: string,
  name: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const certificate = await findServerCertificate(name, scope);
  const named = certificate ?? { path: '/', certificateName: name };
  const tags = resourceTags(certificate?.tags ?? []);
  return [{ action, resource: serverCertificateArn(scope, named), context, tags }];
}

/** The `ServerCertificateMetadata` shape. */
export function describeServerCertificate(
  certificate: ServerCertificate,
  scope: OperationScope,
): Metadata {
  const { path, certificateName, certificateId, uploadDate, expiration } = certificate;
  return {
    Path: path,
    ServerCertificateName: certificateName,
    ServerCertificateId: certificateId,
    Arn: serverCertificateArn(scope, certificate),
    UploadDate: new Date(uploadDate),
    Expiration: new Date(expiration),
  };
}

/** What is answered when another certificate has the name. */
export function certificateNameTaken(name: string): string {
  return `The Server Certificate with name ${name} already exists.`;
}
