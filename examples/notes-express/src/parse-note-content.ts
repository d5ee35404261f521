// The body of a note as it comes in, checked.
import type { Note } from './notebook.js';

export function parseNoteContent(body: unknown): Pick<Note, 'text' | 'tags'> | undefined {
  if (typeof body !== 'object' || body === null || !('text' in body)) return undefined;
  const tags = 'tags' in body ? body.tags : {};
  return typeof body.text === 'string' && isTags(tags) ? { text: body.text, tags } : undefined;
}

function isTags(value: unknown): value is Note['tags'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}
