// The least that an operation takes: an input made from AWS's model, about what is in no control plane.
import { findOperation, type InputOf, type OperationName } from '@ostiary/api';
import { validateInput } from '@ostiary/api/validate-input';
import { allowing } from './policy-text.js';

const ACCOUNT = 'arn:aws:iam::123456789012';
const ID = 'ACCANONENONENONENONEN';

/** The members whose form is more than a name. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  ActionNames: ['iam:GetUser'],
  AccessKeyId: 'AKIANONENONENONENONE',
  Arn: `${ACCOUNT}:user/none`,
  AssumeRolePolicyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  }),
  AuthenticationCode1: '123456',
  AuthenticationCode2: '654321',
  CertificateId: 'NONENONENONENONENONENONE',
  JobId: '00000000-0000-4000-8000-000000000000',
  OpenIDConnectProviderArn: `${ACCOUNT}:oidc-provider/none.example.com`,
  PermissionsBoundary: `${ACCOUNT}:policy/none`,
  PolicyArn: `${ACCOUNT}:policy/none`,
  PolicyDocument: allowing(),
  PolicyInputList: [allowing()],
  PolicySourceArn: `${ACCOUNT}:user/none`,
  PrincipalArn: `${ACCOUNT}:saml-provider/none`,
  RoleArn: `${ACCOUNT}:role/none`,
  SAMLMetadataDocument: `<EntityDescriptor>${' '.repeat(1000)}</EntityDescriptor>`,
  SAMLProviderArn: `${ACCOUNT}:saml-provider/none`,
  SSHPublicKeyId: 'APKANONENONENONENONEN',
  SerialNumber: `${ACCOUNT}:mfa/none`,
  ServiceSpecificCredentialId: ID,
  ThumbprintList: ['0123456789012345678901234567890123456789'],
  Url: 'https://none.example.com',
  VersionId: 'v1',
};

/** An input with the members that are required, and no others. */
export function minimalInput<Name extends OperationName>(name: Name): InputOf<Name> {
  const { service, model } = findOperation(name) ?? {};
  const input = model?.input === undefined ? undefined : service?.shapes[model.input];
  if (input?.type !== 'structure') return undefined as InputOf<Name>;
  const shapes = service?.shapes ?? {};
  const sampleOf = (shapeName = ''): unknown => {
    const shape = shapes[shapeName];
    switch (shape?.type) {
      case 'boolean':
        return true;
      case 'integer':
        return 1;
      case 'blob':
        return new Uint8Array([1]);
      case 'list':
        return [sampleOf(shape.member)];
      case 'structure':
        return { Key: 'none', Value: 'none' };
      case 'string':
        return shape.values?.[0] ?? 'none'.padEnd(shape.min ?? 0, '-none');
      default:
        throw new Error(`no value of the shape ${shapeName}`);
    }
  };
  const made: Record<string, unknown> = {};
  for (const member of input.required ?? []) {
    made[member] = BY_NAME[member] ?? sampleOf(input.members[member]);
  }
  const fault = validateInput(name, made as InputOf<Name>);
  if (fault !== undefined) throw new Error(`${name}: ${fault}`);
  return made as InputOf<Name>;
}

/** The members of an operation's input, and the codes of its own errors. */
export function inputModel(name: OperationName): {
  readonly members?: readonly string[];
  readonly errors?: readonly string[];
} {
  const { service, model } = findOperation(name) ?? {};
  const input = model?.input === undefined ? undefined : service?.shapes[model.input];
  if (model === undefined || input?.type !== 'structure') return {};
  return { members: Object.keys(input.members), errors: model.errors };
}
