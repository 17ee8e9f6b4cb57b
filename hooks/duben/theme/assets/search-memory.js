// @ts-check
// What was last asked of the search box in this window.

import { getValue, setValue } from "./storage.js"

const LAST = "duben.search"

/**
 * What was last asked in this window, and where.
 * @returns {{ query?: string, filter?: string }}
 */
export function kept() {
  return getValue(LAST, "sessionStorage") ?? {}
}

/** @param {{ query: string, filter: string }} last */
export function keep(last) {
  setValue(LAST, last, "sessionStorage")
}
