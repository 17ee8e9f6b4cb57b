// @ts-check
// Where a page is found by others: what a citation gives, and what stands on paper.

import { one } from "./dom.js"

/**
 * The page's address, at `id` where given, without what a search has added to it. A page opened from a folder has none that
 * leads anywhere but on this machine: then that of the published site, where it is known, which has a folder for each page; else "".
 * @param {string} [id]
 */
export function address(id) {
  const canonical = /** @type {HTMLLinkElement} */ (one("link[rel=canonical]"))
  const published = canonical?.href.replace(/(\/index)?\.html$/, "/") ?? ""
  const page = location.protocol === "file:" ? published : location.origin + location.pathname
  return page && id ? `${page}#${id}` : page
}
