// Tags as they are stored with what they are on.

/** Keys as they were written and their values, in the order they were added. Keys are unique whatever their case. */
export type Tags = readonly { readonly key: string; readonly value: string }[];
