// What the endpoint answers to requests that no AWS client would send, each beside one that passes.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from './control-plane.js';
import { callRaw } from './raw-call.js';

const V = 'Version=2010-05-08';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const call = (form: string, service?: string) => callRaw(plane.url, ROOT, form, service);

describe('a request of the Query protocol', () => {
  it('is answered in XML with the namespace and the request id', async () => {
    const { status, headers, body } = await call(`Action=CreateUser&${V}&UserName=ann`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/xml/);
    expect(body).toContain(
      '<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">',
    );
    const [, requestId] = /<RequestId>(.+)<\/RequestId>/.exec(body) ?? [];
    expect(requestId).toBe(headers.get('x-amzn-requestid'));
  });

  it.each([
    ['no action', V, 400, 'MissingAction'],
    ['an action that there is not', `Action=MakeTea&${V}`, 400, 'InvalidAction'],
    ['the version of another service', 'Action=GetUser&Version=2011-06-15', 400, 'InvalidAction'],
    [
      'a parameter that the operation has not',
      `Action=GetUser&${V}&UserName=ann&Admin=true`,
      400,
      'InvalidQueryParameter',
    ],
    [
      'a parameter twice',
      `Action=GetUser&${V}&UserName=ann&UserName=root`,
      400,
      'InvalidQueryParameter',
    ],
    [
      'a name that is too long',
      `Action=CreateUser&${V}&UserName=${'a'.repeat(65)}`,
      400,
      'ValidationError',
    ],
    ['a user who is not there', `Action=GetUser&${V}&UserName=nobody`, 404, 'NoSuchEntity'],
    ['a list marker that is forged', `Action=ListUsers&${V}&Marker=AAAA`, 400, 'ValidationError'],
  ])('with %s is refused', async (_what, form, status, code) => {
    const answer = await call(form);
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(answer.body).toMatch(/<RequestId>.+<\/RequestId>/);
    expect((await call(`Action=GetUser&${V}&UserName=ann`)).status).toBe(200);
  });

  it('that grants by a parameter that comes twice changes nothing', async () => {
    const allow = encodeURIComponent(policy('iam:GetUser'));
    const more = encodeURIComponent(policy('iam:*'));
    const put = `Action=PutUserPolicy&${V}&UserName=ann&PolicyName=p`;
    const { status } = await call(`${put}&PolicyDocument=${allow}&PolicyDocument=${more}`);
    expect(status).toBe(400);
    expect((await call(`Action=ListUserPolicies&${V}&UserName=ann`)).body).not.toContain(
      '<member>',
    );
    expect((await call(`${put}&PolicyDocument=${allow}`)).status).toBe(200);
    const stored = await call(`Action=GetUserPolicy&${V}&UserName=ann&PolicyName=p`);
    expect(stored.body).toContain(encodeURIComponent('iam:GetUser'));
  });

  it('without a signature is refused before anything is told', async () => {
    const answer = await fetch(plane.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `Action=GetUser&${V}&UserName=nobody`,
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  it('is signed for iam or sts, and for nothing else', async () => {
    expect((await call(`Action=GetUser&${V}&UserName=ann`, 'sts')).status).toBe(200);
    expect(await call(`Action=GetUser&${V}&UserName=ann`, 'notes')).toMatchObject({ status: 403 });
  });

  it('from a caller who may not do it tells nothing of what exists', async () => {
    const made = await call(`Action=CreateAccessKey&${V}&UserName=ann`);
    const ann = {
      accessKeyId: textOf(made.body, 'AccessKeyId'),
      secretAccessKey: textOf(made.body, 'SecretAccessKey'),
    };
    const nobody = await callRaw(plane.url, ann, `Action=DeleteUser&${V}&UserName=nobody`);
    const somebody = await callRaw(plane.url, ann, `Action=DeleteUser&${V}&UserName=ann`);
    expect([nobody.code, somebody.code]).toEqual(['AccessDenied', 'AccessDenied']);
    expect(nobody.body).toContain(`arn:aws:iam::${ACCOUNT_ID}:user/nobody`);
  });

  it('is recorded with who called and what it was', async () => {
    const { accessKeyId } = ROOT;
    expect((await call('Action=GetCallerIdentity&Version=2011-06-15', 'sts')).body).toContain(
      ACCOUNT_ID,
    );
    expect(plane.log()).toContainEqual(
      expect.objectContaining({
        recordType: 'decision',
        eventName: 'sts:GetCallerIdentity',
        userIdentity: expect.objectContaining({ type: 'Root', accessKeyId }),
      }),
    );
  });
});

it('no secret is in the log', async () => {
  const { body } = await call(`Action=CreateAccessKey&${V}&UserName=ann`);
  const secret = textOf(body, 'SecretAccessKey');
  const session = await call('Action=GetSessionToken&Version=2011-06-15', 'sts');
  const token = textOf(session.body, 'SessionToken');
  for (const text of [secret, token, ROOT.secretAccessKey]) {
    expect(text.length).toBeGreaterThan(20);
    expect(plane.logText()).not.toContain(text);
  }
});

describe('a control plane that is full', () => {
  it('tells a caller who is over its rate to slow down, in the words of AWS', async () => {
    const slow = await startControlPlane({ callsPerSecond: 2 });
    try {
      const form = `Action=ListUsers&${V}`;
      const answers = await Promise.all([1, 2, 3, 4].map(() => callRaw(slow.url, ROOT, form)));
      const throttled = answers.filter(({ status }) => status === 400);
      expect(throttled.length).toBeGreaterThan(0);
      expect(throttled[0]?.code).toBe('Throttling');
    } finally {
      await slow.close();
    }
  });

  it('answers 503 with Retry-After beyond what it can have under way', async () => {
    const small = await startControlPlane({ maxInFlight: 1 });
    const form = `Action=ListUsers&${V}`;
    const unfinished = request(small.url, { method: 'POST', headers: { 'content-length': '9' } });
    unfinished.on('error', () => undefined);
    try {
      unfinished.write('half');
      await vi.waitFor(async () => {
        const metrics = await (await fetch(`${small.url}/metrics`)).text();
        expect(metrics).toContain('ostiary_requests_in_flight 1');
      });
      const full = await callRaw(small.url, ROOT, form);
      expect(full).toMatchObject({ status: 503, code: 'ServiceUnavailable' });
      expect(full.headers.get('retry-after')).toBe('1');
      unfinished.destroy();
      await vi.waitFor(async () => {
        expect((await callRaw(small.url, ROOT, form)).status).toBe(200);
      });
    } finally {
      unfinished.destroy();
      await small.close();
    }
  });
});

describe('what is not behind the gate', () => {
  it('is health and metrics, and no more', async () => {
    expect((await fetch(`${plane.url}/healthz`)).status).toBe(200);
    const metrics = await (await fetch(`${plane.url}/metrics`)).text();
    expect(metrics).toMatch(/ostiary_answers_total\{operation="CreateUser",code="ok"\} \d/);
    for (const path of [
      '/deployment/v1/accounts',
      '/service-channel/v1/services/a/changes',
      '/x',
    ]) {
      expect((await fetch(`${plane.url}${path}`)).status).toBe(403);
    }
  });
});

function policy(action: string): string {
  const statement = { Effect: 'Allow', Action: action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

function textOf(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';
}
