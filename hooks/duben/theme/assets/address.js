// Where a page is found by others: what a citation gives, and what stands on paper.

/** The page's address, at `id` where given, without what a search has added to it. A page opened from a folder has none that
 * leads anywhere but on this machine: then that of the published site, where it is known, which has a folder for each page; else "". */
export function address(id) {
  const published = document.querySelector("link[rel=canonical]")?.href.replace(/(\/index)?\.html$/, "/") ?? ""
  const page = location.protocol === "file:" ? published : location.origin + location.pathname
  return page && id ? `${page}#${id}` : page
}
