// The service that the tests guard.
import { defineService, type ResourceLookup } from '@ostiary/middleware';

export const notesService = defineService({
  name: 'notes',
  resourceTypes: {
    notebook: { arn: 'arn:${Partition}:notes:${Region}:${Account}:notebook/${Owner}' },
    note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${Owner}/${NoteId}' },
    admin: { arn: 'arn:${Partition}:notes:${Region}:${Account}:admin/${Id}' },
    thing: { arn: 'arn:${Partition}:notes:${Region}:${Account}:thing/${Kind}/${Id}' },
  },
  actions: {
    ListNotes: { accessLevel: 'List', resource: 'notebook' },
    GetNote: { accessLevel: 'Read', resource: 'note' },
    PutNote: { accessLevel: 'Write', resource: 'note' },
    DeleteNote: { accessLevel: 'Write', resource: 'note' },
    Upload: { accessLevel: 'Write' },
    Announce: { accessLevel: 'Write' },
    GetReport: { accessLevel: 'Read' },
    GetAdmin: { accessLevel: 'Read', resource: 'admin' },
    GetThing: { accessLevel: 'Read', resource: 'thing' },
  },
  conditionKeys: { 'notes:Folder': { type: 'String' }, 'notes:Channel': { type: 'String' } },
  routes: {
    'GET /notes/{Owner}': {
      action: 'ListNotes',
      context: { 'notes:Folder': { query: 'folder' } },
    },
    'GET /notes/{Owner}/{NoteId}': 'GetNote',
    'PUT /notes/{Owner}/{NoteId}': {
      action: 'PutNote',
      context: { 'aws:RequestTag/*': { body: '/tags' }, 'aws:TagKeys': { body: '/tags' } },
    },
    'DELETE /notes/{Owner}/{NoteId}': 'DeleteNote',
    'POST /streams': 'Upload',
    'POST /documents': 'Upload',
    'POST /forms': 'Upload',
    'POST /announcements': {
      action: 'Announce',
      context: { 'notes:Channel': { header: 'X-Channel' } },
    },
    'GET /report': 'GetReport',
    'GET /admin/{Id}': 'GetAdmin',
    'GET /{Kind}/{Id}': 'GetThing',
  },
});

/** Everybody's contract is to be kept, and the will of bob is told twice. */
export const noteTags: ResourceLookup = async ({ parameters }) => {
  const id = parameters.get('NoteId');
  if (id === 'contract') return { tags: { keep: 'true' } };
  if (id === 'will') return { tags: { keep: 'true', KEEP: 'false' } };
  return undefined;
};
