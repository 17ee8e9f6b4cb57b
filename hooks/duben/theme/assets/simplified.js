// @ts-check
// The choice of characters: the whole page in simplified characters, in place. Only characters are exchanged, each for one that
// is as long, so that ids, marks, links and the selection stay; what stood there before is kept, and comes back as it was.
// This comes last of the scripts, so that what others read of the page as it loads is the original.

import { onChoice } from "./choices.js"
import { close } from "./popover.js"
import table from "./simplified-table.js"

// Text runs on through these; every other element begins and ends a run of its own. A phrase may stand across them.
const INLINE = new Set("a abbr b bdi bdo cite data del dfn em font i ins mark q s small span strong sub sup time u wbr".split(" "))
const SKIPPED = "script, style, template, noscript, code, pre, textarea, [translate=no], [contenteditable]"
const ATTRIBUTES = ["title", "aria-label", "aria-description", "aria-valuetext", "placeholder", "alt", "label", "data-head", "data-pb"]

/** @type {Map<string, string>} */
const forms = new Map(Object.entries(table.phrases))
const single = [...table.forms]
for (const [i, char] of [...table.characters].entries()) forms.set(char, single[i])
// as OpenCC does: the longest phrase (the table has them first), else the single character
const pattern = new RegExp([...Object.keys(table.phrases), `[${table.characters}]`].join("|"), "gu")

const TRADITIONAL = /^zh-Hant\b/i

const root = document.documentElement
/** Every node of text, and attribute, that was gone over: what it had, and what it shows. What it shows does not tell
 * what it had: one simplified character may stand for several.
 * @type {WeakMap<Node, { original: string, shown: string }>} */
const nodes = new WeakMap()
const observer = new MutationObserver(follow)

// before other listeners, so that they find the page as it is to be
onChoice(({ name, value }) => name === "script" && show(value), { capture: true })
show(root.dataset.script)

/**
 * `text` in simplified characters, of the same length.
 * @param {string} text
 */
function simplify(text) {
  return text.replace(pattern, (found) => forms.get(found))
}

/** @param {string} script */
function show(script) {
  const simplified = script === "simplified"
  if (simplified === "scriptShown" in root.dataset) return
  // nothing is painted before all is done; the mark is set first, or the page's style would be worked out once more
  if (simplified) root.dataset.scriptShown = script
  else delete root.dataset.scriptShown
  close(false) // the box has copies of what was shown before; when it opens, it is filled anew
  keepingSelection(simplified ? convertPage : restorePage)
}

function convertPage() {
  convert(root)
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES })
}

function restorePage() {
  follow(observer.takeRecords())
  observer.disconnect()
  restore(root)
}

/**
 * Give back what a node, and all that is in it, had before.
 * @param {Node} top
 */
function restore(top) {
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node = top; node; node = walker.nextNode()) {
    giveBack(node)
    if (!(node instanceof Element) || !node.hasAttributes()) continue
    for (const name of ["lang", ...ATTRIBUTES]) giveBack(node.getAttributeNode(name))
  }
}

/** @param {Node | null} node */
function giveBack(node) {
  const known = nodes.get(node)
  if (!known) return
  nodes.delete(node)
  if (node.nodeValue === known.shown && known.original !== known.shown) node.nodeValue = known.original
}

/**
 * Convert what scripts have added or changed. What they have taken out becomes what it was, as it may be put in again at any time.
 * @param {MutationRecord[]} records
 */
function follow(records) {
  /** @type {Set<Element>} */
  const changed = new Set()
  for (const { type, target, addedNodes, removedNodes } of records) {
    for (const node of removedNodes) if (!node.isConnected) restore(node)
    for (const node of type === "childList" ? addedNodes : [target]) {
      // a piece of a text is converted with its paragraph
      let element = node instanceof Element ? node : node.parentElement
      while (element && INLINE.has(element.localName)) element = element.parentElement
      if (element) changed.add(element)
    }
  }
  for (const element of changed) if (element.isConnected) convert(element)
  observer.takeRecords() // what this has done itself
}

/**
 * Convert an element with all that is in it. What was converted before stays as it is.
 * @param {Element} element
 */
function convert(element) {
  if (element.closest(SKIPPED)) return
  const lang = element.parentElement?.closest("[lang]")?.getAttributeNode("lang")
  /** @type {Text[]} */
  const run = []
  collect(element, !lang || TRADITIONAL.test(languageOf(lang)), run)
  flush(run)
}

/**
 * Convert an element's attributes and the runs that end in it; add the rest of its text to the `run` that it stands in.
 * @param {Element} element
 * @param {boolean} chinese
 * @param {Text[]} run
 */
function collect(element, chinese, run) {
  const lang = element.getAttributeNode("lang")
  if (lang) {
    chinese = TRADITIONAL.test(languageOf(lang))
    exchange(lang, languageOf(lang), languageOf(lang).replace(TRADITIONAL, "zh-Hans"))
  }
  if (chinese && element.hasAttributes()) {
    for (const name of ATTRIBUTES) {
      const attribute = element.getAttributeNode(name)
      if (attribute) exchange(attribute, originalOf(attribute), simplify(originalOf(attribute)))
    }
  }
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child instanceof Text) {
      if (chinese) run.push(child)
    } else if (child instanceof Element) {
      const inside = INLINE.has(child.localName)
      if (!inside) flush(run)
      if (child.matches(SKIPPED)) continue
      // the other reading of a mark is hidden: it is no part of the text around it
      const own = inside && !child.hasAttribute("hidden") ? run : []
      collect(child, chinese, own)
      if (own !== run) flush(own)
    }
  }
}

/**
 * Convert a run and empty it.
 * @param {Text[]} run
 */
function flush(run) {
  /** @type {{ original: string, shown: string } | null} */
  let split = null // what is left of a text that a script has split, such as a search that marks its words
  const originals = run.map((node) => {
    const value = node.nodeValue
    const whole = nodes.get(node) ?? split
    if (!whole?.shown.startsWith(value)) return originalOf(node)
    const { original, shown } = whole
    split = { original: original.slice(value.length), shown: shown.slice(value.length) }
    return original.slice(0, value.length)
  })
  const shown = simplify(originals.join(""))
  let at = 0
  for (const [i, node] of run.entries()) exchange(node, originals[i], shown.slice(at, (at += originals[i].length)))
  run.length = 0
}

/**
 * What a node has been before; where it is new, or has been changed, what it is.
 * @param {Node} node
 */
function originalOf(node) {
  const known = nodes.get(node)
  return known?.shown === node.nodeValue ? known.original : node.nodeValue
}

/**
 * The language of which an attribute told before. Other than a text, one that is new tells of the language it has.
 * @param {Attr} lang
 */
function languageOf(lang) {
  return nodes.get(lang)?.original ?? lang.value
}

/**
 * @param {Node} node
 * @param {string} original
 * @param {string} shown
 */
function exchange(node, original, shown) {
  nodes.set(node, { original, shown })
  if (node.nodeValue !== shown) node.nodeValue = shown
}

/**
 * New characters in a text node would put the selection to its beginning.
 * @param {() => void} work
 */
function keepingSelection(work) {
  const selection = getSelection()
  if (!selection.rangeCount) return work()
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
  work()
  if (selection.anchorOffset !== anchorOffset || selection.focusOffset !== focusOffset) {
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset)
  }
}
