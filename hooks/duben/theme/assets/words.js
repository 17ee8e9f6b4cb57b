// @ts-check
// The words of the interface. What a script says stands in it in English; the catalogue (hooks/duben/catalogue.py) has what is shown.

import table from "./words-table.js"

/**
 * A message in the language of the interface, with `values` in its placeholders: `_("{n} entries", { n: 3 })`. The call must have
 * the English message itself, for it is by these calls that the build knows which messages to give to the scripts.
 * @param {string} message
 * @param {Record<string, string | number>} [values]
 */
export function _(message, values = {}) {
  return (table[message] ?? message).replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder))
}
