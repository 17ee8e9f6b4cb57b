// The address that a citation gives.

import assert from "node:assert/strict"
import { address } from "../../hooks/duben/theme/assets/address.js"

/**
 * @param {string} href where the page is read
 * @param {string} [canonical] its address on the published site, where that is known
 */
function at(href, canonical) {
  const { protocol, origin, pathname } = new URL(href)
  Object.defineProperty(globalThis, "location", { value: { protocol, origin, pathname }, configurable: true })
  Object.defineProperty(globalThis, "document", { value: { querySelector: () => canonical ? { href: canonical } : null }, configurable: true })
}

Deno.test("on a server it is the page's own, without what a search has added", () => {
  at("https://example.org/a/?h=x#p1", "https://example.org/b/")
  assert.equal(address(), "https://example.org/a/")
  assert.equal(address("p2"), "https://example.org/a/#p2")
})

Deno.test("in a folder it is that of the published site, which has a folder for each page", () => {
  at("file:///home/x/a.html", "https://example.org/a.html")
  assert.equal(address("p2"), "https://example.org/a/#p2")
  at("file:///home/x/a/index.html", "https://example.org/a/index.html")
  assert.equal(address(), "https://example.org/a/")
})

Deno.test("in a folder, where no site is known, there is none", () => {
  at("file:///home/x/a.html")
  assert.equal(address("p2"), "")
})
