// @ts-check
// Names in a chapter: their cards, and the choice that makes them plain text. On an entry's page: the order of the lines.
// In an index: a field that filters its rows. Without this, links lead straight to the entry, lines stand in the text's order.

import { chosen, onChoice } from "./choices.js"
import { all, button, element, one, within } from "./dom.js"
import { card, close, onHover, open } from "./popover.js"
import { base } from "./search.js"
import { _ } from "./words.js"

const chapter = one(".db-chapter")
if (chapter && one(".db-e", chapter)) {
  addCards(chapter)
  showLinks()
  onChoice(({ name }) => name === "entries" && showLinks())
}
const lines = one(".db-concordance")
if (lines && all(".db-kwic tbody tr", lines).length > 1) addOrder(lines)
const index = /** @type {HTMLTableElement} */ (one(".md-content .db-sheets"))
if (index && /\/entries\/[a-z]+\//.test(location.pathname) && !lines) addFilter(index)

/**
 * A finger opens the card first; a pointer and the keyboard follow the link. In the editors' marks the note has the card.
 * @param {HTMLElement} chapter
 */
function addCards(chapter) {
  /**
   * @param {HTMLElement} link
   * @param {boolean} pin
   */
  const show = (link, pin) => {
    const content = card(link)
    open(link, one("a", content).textContent, [content], pin)
  }
  /** @param {FocusEvent} event whether the focus comes from the box, or goes to it */
  const ofBox = (event) => Boolean(/** @type {Element} */ (event.relatedTarget)?.closest(".db-pop"))
  onHover(chapter, ".db-e:not(.db-mark .db-e)", (link) => show(link, false))
  chapter.addEventListener("focusin", (event) => {
    const link = /** @type {HTMLElement} */ (event.target)
    // the theme gives the focus to what an address leads to, whose words the card would hide
    if (link.matches(".db-e:focus-visible:not(:target)") && !ofBox(event)) show(link, false)
  })
  chapter.addEventListener("focusout", (event) => {
    if (/** @type {Element} */ (event.target).matches(".db-e") && !ofBox(event)) close(false)
  })
  let touched = false
  chapter.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
  chapter.addEventListener("keydown", () => (touched = false))
  chapter.addEventListener("click", (event) => {
    const link = within(event, ".db-e")
    if (!link || !touched || link.closest(".db-mark")) return
    event.preventDefault()
    show(link, true)
  })
}

/** Names as links, or as plain text. */
function showLinks() {
  const off = chosen("entries") === "off"
  for (const link of all("a.db-e")) {
    // without an address it is no link to anyone, whether seen or heard
    if (off) link.dataset.href ??= link.getAttribute("href")
    if (off) link.removeAttribute("href")
    else if (link.dataset.href) link.setAttribute("href", link.dataset.href)
  }
}

/**
 * Two buttons: the lines in the order of the text, or of the words that follow.
 * @param {HTMLElement} section
 */
function addOrder(section) {
  const bar = element("div", { class: "db-sort db-editor", role: "group", "aria-label": _("Order") })
  const bodies = /** @type {HTMLTableSectionElement[]} */ (all(".db-kwic tbody", section))
  const tables = bodies.map((body) => ({ body, rows: [...body.rows] }))
  const { lang } = document.documentElement
  /** @param {HTMLTableRowElement} row */
  const following = (row) => one(".db-right", row).textContent.replace(/^\p{P}+/u, "")
  /** @type {[string, (rows: HTMLTableRowElement[]) => HTMLTableRowElement[]][]} */
  const orders = [
    [_("In the order of the text"), (rows) => rows],
    [_("By the words that follow"), (rows) => [...rows].sort((a, b) => following(a).localeCompare(following(b), lang))],
  ]
  for (const [i, [name, order]] of orders.entries()) {
    const choice = button(
      name,
      () => {
        for (const { body, rows } of tables) body.append(...order(rows))
        for (const other of bar.children) other.setAttribute("aria-pressed", String(other === choice))
      },
      { "aria-pressed": String(!i) },
    )
    bar.append(choice)
  }
  one("h3", section).before(bar)
}

/**
 * A field that leaves only the rows in which the words stand, Chinese or English.
 * @param {HTMLTableElement} table
 */
function addFilter(table) {
  const field = element("input", {
    type: "search",
    class: "db-filter",
    placeholder: _("Chinese, pinyin or English"),
    "aria-label": _("Find in this table"),
  })
  const count = element("p", { class: "db-editor", role: "status" })
  table.before(field, count)
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent }))
  field.addEventListener("input", async () => {
    const plain = await folding()
    const words = plain(field.value)
    for (const { row, text } of rows) row.hidden = !plain(text).includes(words)
    count.textContent = words ? _("{n} entries", { n: rows.filter(({ row }) => !row.hidden).length }) : ""
  })
}

/**
 * How search compares characters: Traditional, Simplified and variants alike. Where that cannot be had, as they are.
 * @returns {Promise<(text: string) => string>}
 */
async function folding() {
  try {
    const engine = await import("./search-engine.js")
    await engine.open(base())
    return (text) => engine.fold(text).text
  } catch (error) {
    console.warn(error)
    return (text) => text.toLowerCase().replace(/\s/g, "")
  }
}
