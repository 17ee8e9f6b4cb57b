// @ts-check
// What is kept in the reader's own browser. Storage may be refused or full, and may hold what is not ours: then there is nothing.

/** @typedef {"localStorage" | "sessionStorage"} Area */

/**
 * The text kept under `name`; null where there is none, undefined where storage is refused.
 * @param {string} name
 * @param {Area} [area]
 */
export function get(name, area = "localStorage") {
  try {
    return globalThis[area].getItem(name)
  } catch {
    return undefined
  }
}

/**
 * Keep `text` under `name`; null forgets it. Whether that was done.
 * @param {string} name
 * @param {string | null} text
 * @param {Area} [area]
 */
export function set(name, text, area = "localStorage") {
  try {
    if (text === null) globalThis[area].removeItem(name)
    else globalThis[area].setItem(name, text)
    return true
  } catch {
    return false
  }
}

/**
 * The value kept as JSON under `name`, or null. It may be anything: who asks looks at it.
 * @param {string} name
 * @param {Area} [area]
 */
export function getValue(name, area) {
  try {
    return JSON.parse(get(name, area))
  } catch {
    return null
  }
}

/**
 * Keep a value as JSON under `name`. Whether that was done.
 * @param {string} name
 * @param {unknown} value
 * @param {Area} [area]
 */
export function setValue(name, value, area) {
  return set(name, JSON.stringify(value), area)
}
