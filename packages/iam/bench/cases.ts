// What is measured: one call each, of an account of some size.
import type { InputOf, OperationName, OutputOf } from '@ostiary/api';
import { compile, evaluate } from '@ostiary/evaluator';
import type { Iam } from '../src/create-iam.js';
import {
  accessKeyId,
  COMMON_PATH,
  EVERYBODYS,
  groupName,
  NOBODYS,
  principalOf,
  probed,
  RARE_PATH,
  root,
  sizesOf,
  userName,
} from './account.js';

/** A control plane over an account of so many users. */
export interface Plane {
  readonly iam: Iam;
  readonly users: number;
  /** Where ListUsers goes on in the middle of the account. */
  readonly middle: string | undefined;
}

interface Case {
  readonly name: string;
  /** One call; `turn` counts the calls on this plane. */
  readonly run: (plane: Plane, turn: number) => Promise<unknown>;
}

const ask = <Name extends OperationName>(
  { iam }: Plane,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> => iam.execute(name, input, root);

const scope = { date: '20261124', region: 'eu-west-1', service: 'notes' };
const PAGE = 50;

/** By what they do: get, list, attach, make, authorize, count. */
export const CASES: readonly Case[] = [
  {
    name: 'GetUser',
    run: (plane, turn) => ask(plane, 'GetUser', { UserName: userName(probed(turn, plane.users)) }),
  },
  {
    name: 'GetGroup, a page of 50',
    run: (plane, turn) => {
      const group = groupName(turn % sizesOf(plane.users).groups);
      return ask(plane, 'GetGroup', { GroupName: group, MaxItems: PAGE });
    },
  },
  {
    name: 'GetPolicy, of a policy of no user',
    run: (plane) => ask(plane, 'GetPolicy', { PolicyArn: NOBODYS }),
  },
  { name: 'ListUsers, the first 100', run: (plane) => ask(plane, 'ListUsers', {}) },
  {
    name: 'ListUsers, 100 in the middle',
    run: (plane) => ask(plane, 'ListUsers', { Marker: plane.middle }),
  },
  {
    name: 'ListUsers, PathPrefix of one user in ten',
    run: (plane) => ask(plane, 'ListUsers', { PathPrefix: COMMON_PATH, MaxItems: PAGE }),
  },
  {
    name: 'ListUsers, PathPrefix of the last ten users',
    run: (plane) => ask(plane, 'ListUsers', { PathPrefix: RARE_PATH }),
  },
  {
    name: 'ListEntitiesForPolicy, 50 of all users',
    run: (plane) => ask(plane, 'ListEntitiesForPolicy', { PolicyArn: EVERYBODYS, MaxItems: PAGE }),
  },
  {
    name: 'AttachUserPolicy, then DetachUserPolicy',
    run: async (plane, turn) => {
      const input = { UserName: userName(probed(turn, plane.users)), PolicyArn: NOBODYS };
      await ask(plane, 'AttachUserPolicy', input);
      await ask(plane, 'DetachUserPolicy', input);
    },
  },
  {
    name: 'CreateUser, then DeleteUser',
    run: async (plane, turn) => {
      const input = { UserName: `new-${turn}` };
      await ask(plane, 'CreateUser', input);
      await ask(plane, 'DeleteUser', input);
    },
  },
  {
    name: 'signingKeys, of a long-term key',
    run: async ({ iam, users }, turn) => {
      const found = await iam.signingKeys({ accessKeyId: accessKeyId(probed(turn, users)), scope });
      if (found === undefined) throw new Error('expected the key of a user');
    },
  },
  {
    name: 'policies, then evaluate: a user in 10 groups, 51 policies',
    run: async ({ iam, users }, turn) => {
      const principal = principalOf(probed(turn, users), users);
      const found = await iam.policies(principal);
      const resource = `arn:aws:notes:eu-west-1:${root.accountId}:notes/0/diary`;
      const request = { principal, action: 'notes:GetNote', resource, context: new Map() };
      const policies = { identity: compile(found?.identity ?? [], 'identity') };
      const { outcome } = evaluate(request, policies);
      if (outcome !== 'allowed') throw new Error(`expected allowed, found ${outcome}`);
    },
  },
  {
    name: 'GetPolicy, of a policy of all users',
    run: (plane) => ask(plane, 'GetPolicy', { PolicyArn: EVERYBODYS }),
  },
  { name: 'GetAccountSummary', run: (plane) => ask(plane, 'GetAccountSummary', undefined) },
];
