// What holds for every operation, made from the tables of the API and the domain: one that is added is held to it.
import { findOperation, type InputOf, type OperationName } from '@ostiary/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, StoreError } from '../src/index.js';
import { OPERATIONS } from '../src/operations.js';
import { type MadeCertificate, makeCertificate } from './make-certificate.js';
import { inputModel, minimalInput } from './minimal-input.js';
import { alice, openIam } from './open-iam.js';
import { arnOf, MAIN, openWorld } from './world.js';

const NAMES = Object.keys(OPERATIONS) as readonly OperationName[];
const WRITES = NAMES.filter((name) => OPERATIONS[name]?.access === 'write');

/** Whoever is proven may: by a signature, or by the token or assertion that is passed (STS API Reference). */
const BY_PROOF: ReadonlySet<OperationName> = new Set([
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
  'GetSessionToken',
]);

let certificate: MadeCertificate;
beforeAll(async () => {
  certificate = await makeCertificate('none');
});

/** The members besides the required ones that an operation needs, to get as far as what it is about. */
const toGetOn = (name: OperationName): object => {
  const more: Partial<Record<OperationName, object>> = {
    AddClientIDToOpenIDConnectProvider: { ClientID: 'none' },
    ChangePassword: { NewPassword: 'A-password-1', OldPassword: 'Another-one-1' },
    CreateLoginProfile: { UserName: 'none', Password: 'A-password-1' },
    CreateServiceSpecificCredential: { ServiceName: 'codecommit.amazonaws.com' },
    CreateUser: { PermissionsBoundary: `arn:aws:iam::${MAIN}:policy/none` },
    UploadServerCertificate: {
      CertificateBody: certificate.body,
      PrivateKey: certificate.privateKey,
    },
    UploadSigningCertificate: { UserName: 'none', CertificateBody: certificate.body },
    UploadSSHPublicKey: {
      SSHPublicKeyBody:
        'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCW8YmHv6mm90O16HjfYRbckr5w3t5pD75t3H/4tmBBDq7UDljcKMwiqrb3c3WcqSu2Lt3MDYOX0e+hyosVTc8RdCUntYhQZgGUn2HCsKBSz7XAt48uxGO+hQaSDYrgnfIx4bvqen4TsiK4Hlm+lIPEzYCeXOgE18A2QhrGXx/G7jFtMdMk6irxfWy77h5qCyw3DnzggzbSC2DuUoPXEDQCqOgz6AZNGPQEujMhaQ0eJ8s7QsmISqJzkqpusB+YICCCf9rBmH7WKY5gWZDtPsqRNKGf76h9xkksYDcfD1XMqOLQw2tYLv1xMozigucv9sivdtFh+iXhPakFw5yvIKAz',
    },
  };
  return more[name] ?? {};
};
const inputOf = <Name extends OperationName>(name: Name): InputOf<Name> => {
  const input = minimalInput(name);
  return (input === undefined ? undefined : { ...input, ...toGetOn(name) }) as InputOf<Name>;
};

describe('the permission that an operation needs', () => {
  it.each(NAMES.filter((name) => !BY_PROOF.has(name)))('%s is refused without it', async (name) => {
    const { call, createUser, allow, iam, rootOf } = await openWorld();
    const { key, userId } = await createUser('nobody');
    const action = `${findOperation(name)?.service.service}:${name}`;
    const before = await iam.revision();
    await expect(call(name, inputOf(name), key)).rejects.toMatchObject({
      ...{ code: 'AccessDenied', message: `${action}: implicitDeny` },
    });
    expect(await iam.revision()).toBe(before);
    // The trust policy of a role that is not there trusts nobody.
    if (name === 'AssumeRole') return;
    const arn = arnOf(`arn:aws:iam::${MAIN}:user/nobody`);
    const demands = await iam.demands(name, inputOf(name), {
      ...rootOf(MAIN),
      principal: { type: 'User', arn, accountId: MAIN, userName: 'nobody', userId },
    });
    const Action = demands === 'none' ? [] : demands.map((demand) => demand.action);
    expect(Action[0]).toBe(action);
    const Statement = { Effect: 'Allow', Action, Resource: '*' };
    await allow(MAIN, userId, { Version: '2012-10-17', Statement });
    const code = await call(name, inputOf(name), key).catch(
      (error: { readonly message?: string }) => error.message,
    );
    if (typeof code === 'string') expect(code).not.toContain('implicitDeny');
  });

  it.each([...BY_PROOF])('%s needs none', async (name) => {
    expect(await openIam().demands(name, inputOf(name), alice)).toBe('none');
  });
});

describe('what is not there', () => {
  /** Operations whose model names the code, though nothing that they take is looked for. */
  const LOOKS_FOR_NOTHING: ReadonlySet<OperationName> = new Set([
    'CreateGroup',
    'CreateServiceLinkedRole',
    'UpdateAccountPasswordPolicy',
  ]);
  const looking = NAMES.filter(
    (name) =>
      findOperation(name)?.model.errors.includes('NoSuchEntity') && !LOOKS_FOR_NOTHING.has(name),
  );

  it.each(looking)('%s answers NoSuchEntity, and changes nothing', async (name) => {
    const iam = openIam();
    const before = await iam.revision();
    await expect(iam.execute(name, inputOf(name), alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
    expect(await iam.revision()).toBe(before);
  });
});

describe('what was allowed', () => {
  it.each(WRITES.filter((name) => !BY_PROOF.has(name)))(
    '%s does nothing else, when that is what it would do by now',
    async (name) => {
      const iam = openIam();
      for (const UserName of ['alice', 'none']) {
        await iam.execute('CreateUser', { UserName }, alice);
      }
      const profile = { UserName: 'alice', Password: 'Another-one-1' };
      await iam.execute('CreateLoginProfile', profile, alice);
      const before = await iam.revision();
      const other = [{ action: 'iam:Other', resource: '*', context: [] }];
      await expect(iam.execute(name, inputOf(name), alice, other)).rejects.toMatchObject({
        code: 'ConcurrentModification',
      });
      expect(await iam.revision()).toBe(before);
    },
  );
});

describe('a store that is down', () => {
  /** What the token in the call is worth is asked first, and this one is worth nothing. */
  const WITHOUT_STORE: ReadonlySet<OperationName> = new Set(['AssumeRoleWithWebIdentity']);

  it.each(NAMES.filter((name) => !WITHOUT_STORE.has(name)))('%s fails with it', async (name) => {
    const down = async () => {
      throw new StoreError('Unavailable', 'down');
    };
    const iam = openIam({ store: { ...createMemoryStore(), read: down, transact: down } });
    await expect(iam.execute(name, inputOf(name), alice)).rejects.toBeInstanceOf(StoreError);
  });
});

const SAML_METADATA = (() => {
  const names = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://none"';
  const protocol = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"';
  const role = `<!--${' '.repeat(1000)}--><md:IDPSSODescriptor ${protocol}/>`;
  return `<md:EntityDescriptor ${names}>${role}</md:EntityDescriptor>`;
})();

/** One of each thing that can be listed or have tags. */
async function openFull(): Promise<Iam> {
  const iam = openIam();
  await iam.createAccount({ id: MAIN, name: 'main' });
  const make = <Name extends OperationName>(name: Name, input: InputOf<Name>) =>
    iam.execute(name, input, alice);
  for (const UserName of ['none', 'alice']) await make('CreateUser', { UserName });
  for (const name of [
    ...(['CreateGroup', 'CreateRole', 'CreatePolicy', 'CreateInstanceProfile'] as const),
    ...(['CreateOpenIDConnectProvider'] as const),
  ]) {
    await make(name, minimalInput(name));
  }
  await make('CreateVirtualMFADevice', { VirtualMFADeviceName: 'none' });
  await make('UploadServerCertificate', {
    ServerCertificateName: 'none',
    ...{ CertificateBody: certificate.body, PrivateKey: certificate.privateKey },
  });
  await make('CreateSAMLProvider', { Name: 'none', SAMLMetadataDocument: SAML_METADATA });
  return iam;
}

describe('tags', () => {
  const taking = NAMES.filter((name) => {
    const { errors = [], members = [] } = inputModel(name);
    return members.includes('Tags') && errors.includes('InvalidInput');
  });
  const isMaking = (name: OperationName) => !name.startsWith('Tag');
  const put = async (iam: Iam, name: OperationName, keys: readonly string[]) => {
    const more = {
      ...(name === 'CreateSAMLProvider' && { SAMLMetadataDocument: SAML_METADATA }),
      ...(name === 'UploadServerCertificate' && toGetOn(name)),
    };
    const Tags = keys.map((Key) => ({ Key, Value: '' }));
    return iam.execute(name, { ...minimalInput(name), ...more, Tags } as never, alice);
  };

  it.each(taking)('%s takes none that are reserved', async (name) => {
    const iam = isMaking(name) ? openIam() : await openFull();
    await expect(put(iam, name, ['team', 'AWS:team'])).rejects.toMatchObject({
      ...{ code: 'InvalidInput', message: expect.stringMatching(/reserved/) },
    });
    await expect(put(iam, name, ['team'])).resolves.not.toThrow();
  });

  it.each(taking.filter((name) => !isMaking(name)))('%s puts no more than 50', async (name) => {
    const iam = await openFull();
    await put(
      iam,
      name,
      Array.from({ length: 50 }, (_, at) => `k${at}`),
    );
    await put(iam, name, ['K1']);
    await expect(put(iam, name, ['k50'])).rejects.toMatchObject({ code: 'LimitExceeded' });
  });
});

describe('a list', () => {
  const paged = NAMES.filter((name) => inputModel(name).members?.includes('Marker'));

  it.each(paged)('%s takes no marker but its own', async (name) => {
    const iam = await openFull();
    const Arn = `arn:aws:iam::${MAIN}:user/none`;
    const { JobId } = await iam.execute('GenerateServiceLastAccessedDetails', { Arn }, alice);
    const input = { ...inputOf(name), ...(name.startsWith('GetServiceLast') && { JobId }) };
    const list = (more: object) => iam.execute(name, { ...input, ...more } as never, alice);
    for (const Marker of ['AAAA', `${'A'.repeat(320)}`]) {
      await expect(list({ Marker })).rejects.toMatchObject({
        ...{ code: 'ValidationError', message: 'Invalid Marker.' },
      });
    }
    expect(await list({})).toBeDefined();
    if (name === 'ListPoliciesGrantingServiceAccess') return; // AWS lets nobody choose its pages.
    for (const MaxItems of [0, 1001]) {
      await expect(list({ MaxItems })).rejects.toMatchObject({ code: 'ValidationError' });
    }
    expect(await list({ MaxItems: 1 })).toBeDefined();
  });

  it('there are as many as AWS has of these operations', () => {
    expect([NAMES.length, paged.length]).toEqual([164, 38]);
  });
});
