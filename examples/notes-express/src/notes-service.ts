// The notes service as policies see it: its resources, its actions, its routes.
import { defineService } from '@ostiary/middleware';

/** Where the service runs; it stands in the ARNs of its notes and in the scope of signatures. */
export const REGION = 'eu-west-1';

export const notesService = defineService({
  name: 'notes',
  description: 'Short texts, kept in notebooks by owner',
  resourceTypes: {
    notebook: {
      arn: 'arn:${Partition}:notes:${Region}:${Account}:notebook/${Owner}',
      description: 'All notes of one owner',
    },
    note: {
      arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${Owner}/${NoteId}',
      description: 'One note',
    },
  },
  actions: {
    ListNotes: { accessLevel: 'List', resource: 'notebook' },
    GetNote: { accessLevel: 'Read', resource: 'note' },
    PutNote: { accessLevel: 'Write', resource: 'note' },
    DeleteNote: { accessLevel: 'Write', resource: 'note' },
  },
  managedPolicies: {
    NotesReadOnlyAccess: {
      description: 'Allows to list and to read all notes.',
      document: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: ['notes:ListNotes', 'notes:GetNote'],
          Resource: '*',
        },
      },
    },
  },
  routes: {
    'GET /notes/{Owner}': 'ListNotes',
    'GET /notes/{Owner}/{NoteId}': 'GetNote',
    'PUT /notes/{Owner}/{NoteId}': {
      action: 'PutNote',
      context: { 'aws:RequestTag/*': { body: '/tags' }, 'aws:TagKeys': { body: '/tags' } },
    },
    'DELETE /notes/{Owner}/{NoteId}': 'DeleteNote',
  },
});
