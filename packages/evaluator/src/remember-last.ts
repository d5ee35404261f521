// One value read once, however many conditions ask for it in a row.

/**
 * The same function of a text, remembering its last answer: the conditions of one decision compare
 * the same few values of the request again and again.
 */
export function rememberLast<Value>(read: (text: string) => Value): (text: string) => Value {
  let last: { readonly text: string; readonly value: Value } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}
