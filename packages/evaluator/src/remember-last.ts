// One value read once, however many conditions ask for it in a row.

/**
 * The same function of a text, remembering its last answer: the conditions of one decision compare
 * the same few values of the request again and again.
 */
export function rememberLast<Value>(read: (text: string) => Value): (text: string) => Value {
  let lastText: string | undefined;
  let lastValue: Value;
  return (text) => {
    if (lastText !== text) {
      lastValue = read(text);
      lastText = text;
    }
    return lastValue;
  };
}
