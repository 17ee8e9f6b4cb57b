// @ts-check
// A packet of the reader's own: buttons that keep a guide, a block, a chapter or paragraphs, as they are shown, in this browser alone. tray-page.js shows
// what is kept. This comes after duben.js, to whose box it adds, and before simplified.js: what is kept has the original characters.

import { address } from "./address.js"
import { CHOICES, chosen } from "./choices.js"
import { all, button, element, one, within } from "./dom.js"
import { open } from "./popover.js"
import { base } from "./search.js"
import { alter, following, kept } from "./tray-store.js"
import { _ } from "./words.js"

/**
 * @import { Item, Packet } from "./tray-file.js"
 * @typedef {{ title: string, source: string, html: string }} Taken
 * @typedef {{ made: HTMLButtonElement, name: string, words: string, what: string, holds?: boolean }} Taker a button, and whether the
 *   packet holds what it takes
 */

const page = /** @type {HTMLElement} */ (one(".md-content__inner:has(.db-block, .db-chapter)")?.cloneNode(true))
const logo = /** @type {HTMLAnchorElement} */ (one(".md-logo"))
const site = logo.title
const path = location.pathname.slice(new URL(base()).pathname.length)
const key = path.replace(/^\w+\/|\/$|\.html$/g, "") // of a guide, or of a report and its chapter: report/chapter
/** @type {Taker[]} */
const takers = []
const [before, spared, behind] = _("*Study* packet").split("*") // what is between the asterisks is not shown on a phone
const number = element("b")
const tool = new URL(logo.href.endsWith(".html") ? "packets/make.html" : "packets/make/", base()).href
const count = element("a", { class: "db-tray-count", href: tool }, before, element("span", {}, spared), `${behind} `, number)
one(".db-open-tools").before(count)
if (page && path.startsWith("guides/")) addToGuide()
if (page && path.startsWith("reports/")) addToChapter()
following(show)
if (location.href.replace(/[?#].*/, "") === count.href) {
  // below the page's last heading stands what is said where nothing was taken
  const empty = all(".md-content h2 + p").at(-1)
  import("./tray-page.js").then(({ make }) => make(empty)).catch(console.warn) // the page is shown without it
}

/**
 * An element of the page as it was loaded.
 * @param {string} id
 */
function find(id) {
  return one(`[id="${id}"]`, page)
}

function addToGuide() {
  const title = one("h1", page).textContent
  /**
   * It has no revision: the day tells which it was.
   * @param {string} [id]
   */
  const source = (id) => {
    const date = new Date().toISOString().slice(0, 10)
    return _("{site}, guide “{title}”, taken from this site on {date}. {address}", { site, title, date, address: address(id) })
  }
  const left = "h1, .db-tools, .db-continue, .db-printed, .db-overview, .db-overview + *, .db-closing"
  const parts = [...page.children].filter((part) => !part.matches(left))
  one(".db-tools").append(taker(`guide ${key}`, () => item(title, source(), parts)))
  for (const section of all(".db-block:not(.db-leader)")) {
    const { id } = section
    const [heading, ...body] = find(id).children
    const [words, number] = [".db-title", ".db-no"].map((part) => one(part, heading)?.textContent ?? "")
    const name = id === "questions" ? `questions ${key}` : `block ${key} ${id}`
    const take = () => item(_("{number} {title} ({guide})", { number, title: words, guide: title }).trim(), source(id), body)
    const made = taker(name, take, words)
    made.className = "db-take"
    section.firstElementChild.after(made)
  }
}

function addToChapter() {
  const { short } = one(".db-head", page).dataset
  const { citation, revision } = one(".db-cite", page).dataset
  /** @param {string} id */
  const place = (id) => (id[0] === "p" ? _("paragraph {n}", { n: id.slice(1) }) : _("heading {n}", { n: id.slice(1) }))
  /**
   * @param {string} where
   * @param {string} id
   * @param {Element[]} parts
   */
  const take = (where, id, parts) => {
    const version = CHOICES.view.options[chosen("view")].label
    const source = _("{citation}{where}, {version}, {revision}. {address}", { citation, where, version, revision, address: address(id) })
    return item(short + where, source, parts)
  }
  one(".db-tools").append(taker(`chapter ${key}`, () => take("", "", all(".db-chapter > h1, .db-text, .db-break", page))))

  /**
   * A button that takes paragraphs.
   * @param {string} first
   * @param {string} last
   * @param {string} [label]
   * @param {string} [instead]
   */
  const add = (first, last, label, instead) =>
    taker(
      `passage ${key} ${first} ${last}`,
      () => {
        const range = new Range()
        range.setStartBefore(find(first))
        range.setEndAfter(find(last))
        const around = /** @type {Element} */ (range.commonAncestorContainer.cloneNode()) // the text, a list, or with its title the chapter
        around.className = "db-text"
        around.append(range.cloneContents())
        const from = place(first)
        return take(first === last ? _(", {from}", { from }) : _(", {from} to {to}", { from, to: place(last) }), first, [around])
      },
      "",
      label,
      instead,
    )
  // in the box that has the citation of a paragraph
  one(".db-chapter").addEventListener("click", (event) => {
    const number = within(event, ".db-n")
    if (!number) return
    const { id } = number.parentElement
    const last = kept().items.at(-1)?.name ?? ""
    const [kind, where, first, end] = last.split(" ")
    const content = [...one(".db-pop").childNodes].filter((node) => !(node instanceof Element && node.matches(".db-shut")))
    content.push(add(id, id))
    const follows = kind === "passage" && where === key && find(first) && find(end)?.compareDocumentPosition(find(id)) === Node.DOCUMENT_POSITION_FOLLOWING
    if (follows) content.push(add(first, id, _("Add up to {place}", { place: place(id) }), last))
    show()
    open(number, _("Cite this paragraph, add it to the packet"), content, true)
  })
}

/**
 * `parts` of the page as the reader sees them, without tools and links to entries, with the notes to which they refer.
 * @param {string} title
 * @param {string} source
 * @param {Element[]} parts
 * @returns {Taken}
 */
function item(title, source, parts) {
  const box = element("div", {}, ...parts.map((part) => part.cloneNode(true)))
  const notes = element("ol", { class: "db-endnotes db-editor" })
  for (const { hash, dataset } of /** @type {HTMLAnchorElement[]} */ (all(".db-ref", box))) {
    const note = /** @type {HTMLElement} */ (one(hash, page).cloneNode(true))
    note.dataset.n = dataset.n
    notes.append(note)
  }
  if (notes.firstChild) box.append(notes)
  const view = chosen("view")
  const hidden = { corrected: ".db-transcribed", transcribed: ".db-corrected", both: "input" }[view]
  for (const tool of all(`details, .db-head, .db-up, .db-checklist a, ${hidden}`, box)) tool.remove()
  for (const name of all(".db-e", box)) name.replaceWith(...name.childNodes)
  for (const reading of all(".db-corrected, .db-transcribed", box)) {
    if (view === "both" && reading.matches(".db-transcribed")) reading.textContent = _("[{text}]", { text: reading.textContent || "\u2014" })
    reading.className = "db-both"
  }
  const away = /** @type {HTMLAnchorElement[]} */ (all("a:not([href^='#'])", box))
  for (const link of away) link.setAttribute("href", link.href) // as it is seen from any page
  return { title, source, html: box.innerHTML }
}

/**
 * A button that puts what `take()` gives into the packet, in place of `instead`, and takes it out again. `what` tells buttons apart.
 * @param {string} name
 * @param {() => Taken} take
 * @param {string} [what]
 * @param {string} [words]
 * @param {string} [instead]
 */
function taker(name, take, what, words = _("Add to the packet"), instead) {
  const made = button(words, () =>
    alter((packet) => {
      const { items } = packet
      const within = items.some((one) => one.name === name)
      const at = items.findIndex((one) => one.name === (within ? name : instead))
      items.splice(at < 0 ? items.length : at, 1, ...(within ? [] : [{ name, ...take() }]))
      return packet
    }),
  )
  made.ariaLive = "polite" // its words say what was done
  takers.push({ made, name, words, what })
  return made
}

function show() {
  const { items } = kept()
  count.hidden = !items.length
  number.textContent = String(items.length)
  for (const taker of takers) {
    const { made, name, words, what } = taker
    const holds = items.some((item) => item.name === name)
    if (holds === taker.holds) continue // nothing is to be said
    taker.holds = holds
    made.textContent = holds ? _("Added ✓") : words
    if (what) made.ariaLabel = _("{action}: {title}", { action: made.textContent, title: what })
  }
}
