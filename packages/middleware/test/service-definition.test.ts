// A service definition that is at odds with itself names the field and the fix.
import { defineService, type ServiceDefinition } from '@ostiary/middleware';
import { describe, expect, it } from 'vitest';
import { objectsService } from './objects-service.js';

const good: ServiceDefinition = {
  name: 'notes',
  resourceTypes: { note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${NoteId}' } },
  actions: {
    GetNote: { accessLevel: 'Read', resource: 'note' },
    ListNotes: { accessLevel: 'List' },
  },
  conditionKeys: { 'notes:Folder': { type: 'String' } },
  routes: {
    'GET /notes': { action: 'ListNotes', context: { 'notes:Folder': { query: 'folder' } } },
    'GET /notes/{NoteId}': 'GetNote',
  },
};

const routes = (extra: ServiceDefinition['routes']): ServiceDefinition => ({
  ...good,
  routes: { ...good.routes, ...extra },
});
const managed = (statement: object, more: object = {}): ServiceDefinition => ({
  ...good,
  managedPolicies: {
    NotesAccess: {
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Resource: '*', ...statement },
        ...more,
      },
    },
  },
});
const arn = (format: string): ServiceDefinition => ({
  ...good,
  resourceTypes: { note: { arn: format } },
});

describe('defineService', () => {
  it('answers with the definition itself', () => {
    expect(defineService(good)).toBe(good);
    const contributing = managed({ Action: ['notes:getnote', 'notes:List*'] });
    expect(defineService(contributing)).toBe(contributing);
  });

  const faults: readonly (readonly [what: string, service: ServiceDefinition, message: string])[] =
    [
      [
        'a managed policy about another service',
        managed({ Action: ['notes:GetNote', 'iam:*'] }),
        'managedPolicies.NotesAccess.document is about actions of `notes` alone, found `iam:*`',
      ],
      [
        'a managed policy about everything',
        managed({ NotAction: 'notes:GetNote' }),
        'is about actions of `notes` alone, found `NotAction`',
      ],
      [
        'a managed policy about an action that is not there',
        managed({ Action: ['notes:Get*', 'notes:GetNotes'] }),
        'managedPolicies.NotesAccess.document names no action: `notes:GetNotes`',
      ],
      [
        'a managed policy that is none',
        managed({ Action: 'notes:GetNote' }, { Statemant: [] }),
        'managedPolicies.NotesAccess.document: ',
      ],
      [
        'an upload form in another dialect',
        routes({ 'POST /{Bucket}': { action: 'ListNotes', body: 'form' } }),
        'an upload form is sent to `POST /{Bucket}` in the dialect `s3`, found `POST /{Bucket}`',
      ],
      ...['PUT /{Bucket}', 'POST /{Bucket}/{Key+}', 'POST /', 'POST /{B}', 'POST /{Bucket}?a'].map(
        (route): readonly [string, ServiceDefinition, string] => [
          `an upload form to ${route}`,
          { ...objectsService, routes: { [route]: { action: 'ListAllMyBuckets', body: 'form' } } },
          `in the dialect \`s3\`, found \`${route}\``,
        ],
      ),
      [
        'an upload form that asks for a second action',
        {
          ...objectsService,
          routes: {
            'POST /{Bucket}': {
              ...{ action: 'PutObject', body: 'form' },
              also: [{ action: 'ListAllMyBuckets', header: 'x-a', path: '/' }],
            },
          },
        },
        'an upload form takes no `withHeader`, `also` or `body` source',
      ],
      [
        'an upload form by a header',
        {
          ...objectsService,
          routes: {
            'POST /{Bucket}': {
              action: 'ListBucket',
              withHeader: { 'x-form': { action: 'PutObject', body: 'form' } },
            },
          },
        },
        'withHeader takes no upload form',
      ],
      ['a name in capitals', { ...good, name: 'Notes' }, 'a service name is lower-case letters'],
      ['an empty name', { ...good, name: '' }, 'found ``'],
      ['the name of the global keys', { ...good, name: 'aws' }, 'and not aws, found `aws`'],
      [
        'an action name with a colon',
        { ...good, actions: { ...good.actions, 'notes:X': { accessLevel: 'Read' } } },
        'an action name is letters and digits, found `notes:X`',
      ],
      [
        'an action on a resource, about the account of its caller',
        {
          ...good,
          actions: {
            ...good.actions,
            X: { accessLevel: 'Read', resource: 'note', account: 'caller' },
          },
        },
        'actions.X.account is told by the ARN of its resource',
      ],
      [
        'an action on no resource type',
        { ...good, actions: { ...good.actions, X: { accessLevel: 'Read', resource: 'nota' } } },
        'actions.X.resource names no resource type: `nota`',
      ],
      ['an ARN format that is none', arn('note/${NoteId}'), 'resourceTypes.note.arn must be like'],
      [
        'an ARN format of another service',
        arn('arn:${Partition}:s3:${Region}:${Account}:note/${NoteId}'),
        'must be like `arn:${Partition}:notes:',
      ],
      [
        'a path parameter in front of the resource',
        arn('arn:${Partition}:notes:${NoteId}:${Account}:note/${NoteId}'),
        'takes path parameters in its last part alone',
      ],
      [
        'placeholders side by side',
        arn('arn:${Partition}:notes:${Region}:${Account}:note/${A}${NoteId}'),
        'resourceTypes.note.arn needs a separator between its placeholders',
      ],
      [
        'a condition key of somebody else',
        { ...good, conditionKeys: { 'aws:SourceIp': { type: 'IPAddress' } } },
        'a condition key of this service starts with `notes:`, found `aws:SourceIp`',
      ],
      [
        'a context key from a path parameter that the route has not',
        routes({
          'GET /x/{Id}': { action: 'ListNotes', context: { 'aws:TagKeys': { path: 'nope' } } },
        }),
        'routes[`GET /x/{Id}`].context[`aws:TagKeys`] names no path parameter: `nope`',
      ],
      [
        'a context key that is not declared',
        routes({ 'GET /x': { action: 'ListNotes', context: { 'aws:SourceIp': { query: 'ip' } } } }),
        'routes[`GET /x`].context names no condition key: `aws:SourceIp`',
      ],
      [
        'a route of no action',
        routes({ 'GET /x': 'Fly' }),
        'routes[`GET /x`] names no action: `Fly`',
      ],
      ['a route of the prototype', routes({ 'GET /x': 'toString' }), 'names no action: `toString`'],
      [
        'a route that does not fill its ARN',
        routes({ 'GET /x/{Id}': 'GetNote' }),
        'routes[`GET /x/{Id}`] has no {NoteId}, which the ARN of note needs',
      ],
      ['a route without a method', routes({ '/x': 'ListNotes' }), 'expected a route like'],
      ['a method in small letters', routes({ 'get /x': 'ListNotes' }), 'expected a route like'],
      ['a relative route', routes({ 'GET x': 'ListNotes' }), 'expected a route like'],
      [
        'a wildcard',
        routes({ 'GET /x/*': 'ListNotes' }),
        'a segment is text that needs no encoding',
      ],
      [
        'a colon parameter',
        routes({ 'GET /x/:id': 'ListNotes' }),
        'or one {Parameter}, found `:id`',
      ],
      ['half a parameter', routes({ 'GET /x/a{Id}': 'ListNotes' }), 'found `a{Id}`'],
      ['an encoded segment', routes({ 'GET /x%20y': 'ListNotes' }), 'found `x%20y`'],
      ['a dot segment', routes({ 'GET /x/../y': 'ListNotes' }), 'found `..`'],
      ['an odd query', routes({ 'GET /x?y=': 'ListNotes' }), 'found `GET /x?y=`'],
      [
        'a query parameter twice',
        routes({ 'GET /x?y&y=1': 'ListNotes' }),
        'a route names each query parameter once',
      ],
      [
        'a rest that is not last',
        routes({ 'GET /{Path+}/x': 'ListNotes' }),
        'a parameter for the rest of a path is its last',
      ],
      [
        'two routes with the same query',
        routes({ 'GET /x/{A}?y&z': 'ListNotes', 'GET /x/{B}?z&y': 'ListNotes' }),
        'are the same',
      ],
      [
        'a literal among the paths of objects',
        { ...good, dialect: 's3', routes: { 'GET /admin/{Id}': 'ListNotes' } },
        'in the dialect `s3` a path is `/` or parameters alone',
      ],
      [
        'a second action that is none',
        routes({
          'PUT /x/{NoteId}': {
            action: 'GetNote',
            also: [{ action: 'Nothing', header: 'x-source', path: '/{NoteId}' }],
          },
        }),
        'routes[`PUT /x/{NoteId}`].also names no action: `Nothing`',
      ],
      [
        'a second action whose path lacks a parameter',
        routes({
          'PUT /x/{NoteId}': {
            action: 'GetNote',
            also: [{ action: 'GetNote', header: 'x-source', path: '/{Other}' }],
          },
        }),
        'routes[`PUT /x/{NoteId}`].also has no {NoteId}',
      ],
      [
        'a header that is none',
        routes({
          'PUT /x/{NoteId}': { action: 'GetNote', withHeader: { 'a b': { action: 'GetNote' } } },
        }),
        'withHeader names no header: `a b`',
      ],
      [
        'an empty segment',
        routes({ 'GET /x//y': 'ListNotes' }),
        'a path begins with a slash and has no empty segment',
      ],
      [
        'a parameter twice',
        routes({ 'GET /{Id}/{Id}': 'ListNotes' }),
        'each parameter of a route has its own name',
      ],
      [
        'two routes of one shape',
        routes({ 'GET /notes/{Id}': 'ListNotes' }),
        'routes `GET /notes/{NoteId}` and `GET /notes/{Id}` are the same',
      ],
      [
        'two routes that differ in case',
        routes({ 'GET /Notes': 'ListNotes' }),
        'routes `GET /notes` and `GET /Notes` are the same',
      ],
      [
        'two routes that differ in a closing slash',
        routes({ 'GET /notes/': 'ListNotes' }),
        'routes `GET /notes` and `GET /notes/` are the same',
      ],
    ];
  it.each(faults)('%s is a TypeError', (_what, service, message) => {
    expect(() => defineService(service)).toThrow(TypeError);
    expect(() => defineService(service)).toThrow(message);
  });
});
