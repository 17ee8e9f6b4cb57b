// @ts-check
// Marks, on the page to which a search has led, the words that were searched for. Ranges are painted (CSS custom highlights),
// so that the page itself stays as it is, and words are marked across the editors' marks and links.

import { onChoice } from "./choices.js"
import { one } from "./dom.js"
import { fold, open, read, spans } from "./search-engine.js"

/**
 * @import { Folded, Span } from "./search-engine.js"
 * @typedef {{ nodes: Text[], starts: number[], folded: Folded }} Block the texts of a block, and where each begins in all of them as one
 */

const BLOCKS = "p, li, h1, h2, h3, h4, h5, td, th, dd, dt, figcaption, label, summary, .db-annotation"
const NEVER = "button, select, script, style, .db-tools, .db-pop, .db-continue"
const NAME = "db-found"

/**
 * Mark `query` on this page and go to its first place in the paragraph that was meant.
 * @param {string} base
 * @param {string} query
 */
export async function mark(base, query) {
  if (!globalThis.CSS?.highlights) return // the paragraph is still the one that the address names
  await open(base)
  if (document.readyState === "loading") await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve)) // after simplified.js
  arrive(query)
  addEventListener("hashchange", () => arrive(query))
  // another view or script has other characters in the same places
  onChoice(() => setTimeout(() => paint(query, meant())))
}

/** The paragraph that the address names. */
function meant() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)))
  } catch {
    return null // no id is written so
  }
}

/** @param {string} query */
async function arrive(query) {
  const target = meant()
  const first = paint(query, target)
  if (!first) return
  first.startContainer.parentElement.closest("details")?.setAttribute("open", "")
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve)) // until then the browser goes to the target
  requestAnimationFrame(() => {
    const box = first.getBoundingClientRect()
    if (!target || box.bottom > innerHeight || box.top < 0) scrollBy(0, box.top - innerHeight / 2) // a paragraph may be longer than the window
  })
}

/**
 * @param {string} query
 * @param {HTMLElement | null} target
 */
function paint(query, target) {
  const article = one(".md-content")
  /** @param {Range} range */
  const inTarget = (range) => target?.contains(range.startContainer)
  let ranges = places(article, query, false)
  if (target && !ranges.some(inTarget)) ranges = [...ranges, ...places(target, query, true)] // the words are those of the view not shown
  CSS.highlights.set(NAME, new Highlight(...ranges))
  return ranges.find(inTarget) ?? ranges[0]
}

/**
 * Where the words stand, block by block, as ranges: as they were written, else with other punctuation, else apart. With `other`, in the
 * readings that are not shown: then the marks that hide them.
 * @param {HTMLElement} root
 * @param {string} query
 * @param {boolean} other
 */
function places(root, query, other) {
  const { words: whole, parts } = read(query)
  const blocks = texts(root, other)
  /** @type {[Folded[], boolean][]} */
  const ways = [
    [[whole], true],
    [[whole], false],
    [parts, false],
  ]
  for (const [all, near] of ways) {
    const found = blocks.flatMap((block) => all.flatMap((words) => spans(block.folded, words, near)).flatMap((span) => ranges(block, span, other)))
    if (found.length) return found
  }
  return []
}

/**
 * The text nodes of each block, with their words folded as one text.
 * @param {HTMLElement} root
 * @param {boolean} other
 * @returns {Block[]}
 */
function texts(root, other) {
  /** @type {Map<Element, Text[]>} */
  const blocks = new Map()
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode)
    const parent = node.parentElement
    if (!node.data.trim() || parent.closest(NEVER)) continue
    const reading = /** @type {HTMLElement} */ (parent.closest(".db-corrected, .db-transcribed"))
    if (reading && (getComputedStyle(reading).display === "none") !== (other && hasTwo(reading))) continue
    const block = parent.closest(BLOCKS) ?? parent
    blocks.set(block, [...(blocks.get(block) ?? []), node])
  }
  return Array.from(blocks.values(), (nodes) => {
    let length = 0
    const starts = nodes.map((node) => (length += node.data.length) - node.data.length)
    return { nodes, starts, folded: fold(nodes.map((node) => node.data).join("").replaceAll("\n", " ")) }
  })
}

/**
 * @param {Block} block
 * @param {Span} span
 * @param {boolean} other
 */
function ranges({ nodes, starts }, [from, to], other) {
  const [first, last] = [at(starts, from), at(starts, to - 1)]
  const range = document.createRange()
  range.setStart(nodes[first], from - starts[first])
  range.setEnd(nodes[last], to - starts[last])
  const hiding = other ? nodes.slice(first, last + 1).map((node) => node.parentElement.closest(".db-mark")) : []
  return [range, ...[...new Set(hiding)].filter(Boolean).map(contents)]
}

/** @param {Element} element */
function contents(element) {
  const range = document.createRange()
  range.selectNodeContents(element)
  return range
}

/**
 * Whether a mark has a reading that is shown and one that is not.
 * @param {HTMLElement} reading
 */
function hasTwo(reading) {
  return Boolean(one(".db-transcribed", reading.parentElement))
}

/**
 * @param {number[]} starts
 * @param {number} offset
 */
function at(starts, offset) {
  let i = starts.length - 1
  while (starts[i] > offset) i--
  return i
}
