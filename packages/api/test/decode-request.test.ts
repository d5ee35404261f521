// What is a request of the AWS Query protocol, and what is refused as none.
import { ApiError, decodeRequest, type QueryRequest } from '@ostiary/api';
import type { ErrorCode } from '@ostiary/api/error-code';
import { describe, expect, test } from 'vitest';

const IAM = 'Version=2010-05-08';
const STS = 'Version=2011-06-15';
const FORM = 'application/x-www-form-urlencoded';

const post = (body: string, more: Partial<QueryRequest> = {}): QueryRequest => ({
  ...{ method: 'POST', query: '', contentType: FORM, body: new TextEncoder().encode(body) },
  ...more,
});
const get = (query: string): QueryRequest => ({
  ...{ method: 'GET', query, contentType: undefined, body: new Uint8Array() },
});
const createUser = (rest: string) => post(`Action=CreateUser&${IAM}&UserName=alice${rest}`);

describe('what is read', () => {
  test.each([
    [
      'a POST with a form',
      post(`Action=GetUser&${IAM}&UserName=alice`),
      { service: 'iam', name: 'GetUser', input: { UserName: 'alice' } },
    ],
    [
      'a form that names its charset',
      post(`Action=GetUser&${IAM}&UserName=alice`, { contentType: `${FORM}; charset=utf-8` }),
      { service: 'iam', name: 'GetUser', input: { UserName: 'alice' } },
    ],
    [
      'a GET with everything in the query',
      get(`Action=GetCallerIdentity&${STS}`),
      { service: 'sts', name: 'GetCallerIdentity', input: {} },
    ],
    [
      'a presigned GET',
      get(
        `Action=GetCallerIdentity&${STS}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261124T000000Z&X-Amz-Signature=00`,
      ),
      { service: 'sts', name: 'GetCallerIdentity', input: {} },
    ],
    [
      'a POST whose URL is presigned',
      post(`Action=GetCallerIdentity&${STS}`, { query: 'X-Amz-Expires=60&X-Amz-Security-Token=t' }),
      { service: 'sts', name: 'GetCallerIdentity', input: {} },
    ],
    [
      'an operation that takes nothing',
      post(`Action=GetAccountSummary&${IAM}`),
      { service: 'iam', name: 'GetAccountSummary', input: undefined },
    ],
    [
      'spaces as plus signs and as %20, a plus sign as %2B',
      createUser('&Path=a+b%20c%2Bd'),
      { service: 'iam', name: 'CreateUser', input: { UserName: 'alice', Path: 'a b c+d' } },
    ],
    [
      'a value with an equals sign',
      createUser('&Path=a=b'),
      { service: 'iam', name: 'CreateUser', input: { UserName: 'alice', Path: 'a=b' } },
    ],
    [
      'the members of a list in any order',
      createUser(
        '&Tags.member.2.Key=two&Tags.member.1.Value=&Tags.member.2.Value=2&Tags.member.1.Key=one',
      ),
      {
        service: 'iam',
        name: 'CreateUser',
        input: {
          UserName: 'alice',
          Tags: [
            { Key: 'one', Value: '' },
            { Key: 'two', Value: '2' },
          ],
        },
      },
    ],
    [
      'an empty list, as the SDKs write it',
      createUser('&Tags='),
      { service: 'iam', name: 'CreateUser', input: { UserName: 'alice', Tags: [] } },
    ],
    [
      'a member with a small letter, as STS has one',
      post(
        `Action=AssumeRole&${STS}&RoleArn=r&RoleSessionName=s&PolicyArns.member.1.arn=p&DurationSeconds=0900`,
      ),
      {
        service: 'sts',
        name: 'AssumeRole',
        input: {
          ...{ RoleArn: 'r', RoleSessionName: 's', PolicyArns: [{ arn: 'p' }] },
          DurationSeconds: 900,
        },
      },
    ],
    [
      'a number with its sign',
      post(`Action=ListUsers&${IAM}&MaxItems=%2B10`),
      { service: 'iam', name: 'ListUsers', input: { MaxItems: 10 } },
    ],
    [
      'true and false, in words and in digits',
      post(
        `Action=UpdateAccountPasswordPolicy&${IAM}&RequireSymbols=true&RequireNumbers=0&HardExpiry=false&AllowUsersToChangePassword=1`,
      ),
      {
        service: 'iam',
        name: 'UpdateAccountPasswordPolicy',
        input: {
          ...{ RequireSymbols: true, RequireNumbers: false, HardExpiry: false },
          AllowUsersToChangePassword: true,
        },
      },
    ],
  ])('%s', (_, request, expected) => {
    expect(decodeRequest(request)).toEqual(expected);
  });
});

type Refusal = readonly [what: string, QueryRequest, ErrorCode, message: RegExp];

describe('what is refused', () => {
  const refusals: readonly Refusal[] = [
    ['no action', post(IAM), 'MissingAction', /parameter Action/],
    ['an empty request', post(''), 'MissingAction', /parameter Action/],
    [
      'a body that says it is no form',
      post(`Action=GetUser&${IAM}`, { contentType: 'application/json' }),
      'MissingAction',
      /application\/x-www-form-urlencoded/,
    ],
    [
      'a body that says nothing',
      post(`Action=GetUser&${IAM}`, { contentType: undefined }),
      'MissingAction',
      /application\/x-www-form-urlencoded/,
    ],
    [
      'a form in another charset',
      post(`Action=GetUser&${IAM}`, { contentType: `${FORM}; charset=utf-7` }),
      'MissingAction',
      /UTF-8/,
    ],
    [
      'an operation that is none',
      post(`Action=NoSuchAction&${IAM}`),
      'InvalidAction',
      /^Could not find operation NoSuchAction for version 2010-05-08$/,
    ],
    [
      'an operation in another case',
      post(`Action=getuser&${IAM}`),
      'InvalidAction',
      /^Could not find operation getuser for version 2010-05-08$/,
    ],
    [
      'no version',
      post('Action=GetUser'),
      'InvalidAction',
      /^Could not find operation GetUser for version NO_VERSION_SPECIFIED$/,
    ],
    [
      'an operation of IAM in the version of STS',
      post(`Action=GetUser&${STS}`),
      'InvalidAction',
      /^Could not find operation GetUser for version 2011-06-15$/,
    ],
    [
      'an operation that every object has',
      post(`Action=constructor&${IAM}`),
      'InvalidAction',
      /^Could not find operation constructor for version/,
    ],
    [
      'an action of a thousand characters, repeated in part alone',
      post(`Action=${'a'.repeat(1000)}&${IAM}`),
      'InvalidAction',
      /^Could not find operation a{128}… for version/,
    ],
    [
      'an action that comes twice',
      createUser('&Action=DeleteUser'),
      'InvalidQueryParameter',
      /twice/,
    ],
    ['a parameter that comes twice', createUser('&UserName=bob'), 'InvalidQueryParameter', /twice/],
    [
      'a parameter that comes twice under two spellings',
      createUser('&User%4eame=bob'),
      'InvalidQueryParameter',
      /twice/,
    ],
    [
      'a parameter that the operation does not have',
      createUser('&PolicyArn=p'),
      'InvalidQueryParameter',
      /PolicyArn/,
    ],
    [
      'a parameter that an operation without any does not have',
      post(`Action=GetAccountSummary&${IAM}&UserName=alice`),
      'InvalidQueryParameter',
      /UserName/,
    ],
    ['a parameter in another case', createUser('&path=/'), 'InvalidQueryParameter', /path/],
    [
      'a parameter in the query of a POST',
      post(`Action=GetUser&${IAM}`, { query: 'UserName=alice' }),
      'InvalidQueryParameter',
      /UserName/,
    ],
    [
      'the signature of a URL in a body',
      createUser('&X-Amz-Signature=00'),
      'InvalidQueryParameter',
      /X-Amz-Signature/,
    ],
    ['__proto__', createUser('&__proto__.Path=/'), 'InvalidQueryParameter', /__proto__/],
    ['constructor', createUser('&constructor.prototype=/'), 'InvalidQueryParameter', /constructor/],
    [
      'a list member that no tag has',
      createUser('&Tags.member.1.__proto__=/'),
      'InvalidQueryParameter',
      /__proto__/,
    ],
    [
      'a list member beyond all others',
      createUser('&Tags.member.999999999.Key=k'),
      'InvalidQueryParameter',
      /numbered from 1/,
    ],
    [
      'a list that starts at 0',
      createUser('&Tags.member.0.Key=k'),
      'InvalidQueryParameter',
      /numbered from 1/,
    ],
    [
      'a list member with a zero in front',
      createUser('&Tags.member.01.Key=k'),
      'InvalidQueryParameter',
      /numbered from 1/,
    ],
    [
      'a list with a gap',
      createUser('&Tags.member.1.Key=k&Tags.member.3.Key=k'),
      'InvalidQueryParameter',
      /2 is missing/,
    ],
    [
      'a list member below zero',
      createUser('&Tags.member.-1.Key=k'),
      'InvalidQueryParameter',
      /numbered from 1/,
    ],
    ['a list of EC2', createUser('&Tags.1.Key=k'), 'InvalidQueryParameter', /Tags\.1/],
    [
      'a list and a member of it',
      createUser('&Tags=&Tags.member.1.Key=k'),
      'InvalidQueryParameter',
      /Tags has a value/,
    ],
    [
      'a list member and what goes on from its name, the other way round',
      createUser('&Tags.member.1.Key=k&Tags.member.1=t'),
      'InvalidQueryParameter',
      /Tags\.member\.1 has a value/,
    ],
    [
      'a text for a list',
      createUser('&Tags=k'),
      'MalformedInput',
      /Unexpected list element termination: Tags/,
    ],
    [
      'a list without numbers',
      createUser('&Tags.member=k'),
      'MalformedInput',
      /Unexpected list element termination: Tags/,
    ],
    [
      'a text for a structure',
      createUser('&Tags.member.1=k'),
      'MalformedInput',
      /Unexpected complex element termination: Tags\.member\.1/,
    ],
    [
      'a list for a text',
      createUser('&Path.member.1=/'),
      'MalformedInput',
      /Start of list found where not expected: Path/,
    ],
    [
      'a structure for a text',
      createUser('&Path.Key=/'),
      'MalformedInput',
      /Start of structure or map found where not expected: Path/,
    ],
    [
      'an empty number',
      post(`Action=ListUsers&${IAM}&MaxItems=`),
      'MalformedInput',
      /missing value for decimal type: MaxItems/,
    ],
    ...[
      'ten',
      '1.0',
      '1e3',
      '0x10',
      ' 1',
      '--1',
      '2147483648',
      '-2147483649',
      '9'.repeat(400),
      'NaN',
      'Infinity',
    ].map(
      (text): Refusal => [
        `the number ${text.slice(0, 20)}`,
        post(`Action=ListUsers&${IAM}&MaxItems=${text}`),
        'MalformedInput',
        /MaxItems/,
      ],
    ),
    ...['', 'TRUE', 'yes', '2'].map(
      (text): Refusal => [
        `the boolean "${text}"`,
        post(`Action=UpdateAccountPasswordPolicy&${IAM}&HardExpiry=${text}`),
        'MalformedInput',
        /boolean must follow xsd1.1 definition: HardExpiry/,
      ],
    ),
    [
      'a percent sign that starts nothing',
      createUser('&Path=100%'),
      'MalformedQueryString',
      /percent-encoding/,
    ],
    [
      'an escape that is no number',
      createUser('&Path=%zz'),
      'MalformedQueryString',
      /percent-encoding/,
    ],
    [
      'an escape that is no UTF-8',
      createUser('&Path=%ff'),
      'MalformedQueryString',
      /percent-encoding/,
    ],
    [
      'a slash in two bytes',
      createUser('&Path=%c0%af'),
      'MalformedQueryString',
      /percent-encoding/,
    ],
    ['half a character', createUser('&Path=%ed%a0%80'), 'MalformedQueryString', /percent-encoding/],
    [
      'bytes that are no UTF-8',
      post('', { body: Uint8Array.of(0x41, 0xff) }),
      'MalformedQueryString',
      /UTF-8/,
    ],
    [
      'a name of more parts than any',
      createUser('&a.b.c.d.e.f.g.h.i='),
      'InvalidQueryParameter',
      /no parameter/,
    ],
    [
      'a name that is too long',
      createUser(`&${'a'.repeat(257)}=`),
      'InvalidQueryParameter',
      /no parameter/,
    ],
    [
      'more parameters than anyone has',
      createUser(Array.from({ length: 10_001 }, (_, at) => `&a${at}=`).join('')),
      'InvalidQueryParameter',
      /more than 10000/,
    ],
    [
      'a body larger than any',
      post('', { body: new Uint8Array(16 * 1024 * 1024 + 1) }),
      'RequestEntityTooLarge',
      /larger/,
    ],
    ['a PUT', post(`Action=GetUser&${IAM}`, { method: 'PUT' }), 'MalformedInput', /GET/],
    [
      'a GET with a body',
      { ...get(`Action=GetUser&${IAM}`), body: new TextEncoder().encode('UserName=alice') },
      'MalformedInput',
      /GET/,
    ],
  ];

  test.each(refusals)('%s', (_, request, code, message) => {
    const refused = () => decodeRequest(request);
    expect(refused).toThrow(ApiError);
    expect(refused).toThrow(expect.objectContaining({ code, fault: 'Sender' }));
    expect(refused).toThrow(message);
  });
});
