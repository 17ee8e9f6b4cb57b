// Names in a chapter: their cards, and the choice that makes them plain text. On an entry's page: the order of the lines.
// In an index: a field that filters its rows. Without this, links lead straight to the entry, lines stand in the text's order.

import { button } from "./button.js"
import { chosen } from "./choices.js"
import { card, close, onHover, open } from "./popover.js"
import { base } from "./search.js"

const chapter = document.querySelector(".db-chapter")
if (chapter?.querySelector(".db-e")) {
  addCards(chapter)
  showLinks()
  document.addEventListener("duben:choice", (event) => event.detail.name === "entries" && showLinks())
}
const lines = document.querySelector(".db-concordance")
if (lines?.querySelectorAll(".db-kwic tbody tr").length > 1) addOrder(lines)
const index = document.querySelector(".md-content .db-sheets")
if (index && /\/entries\/[a-z]+\//.test(location.pathname) && !lines) addFilter(index)

/** A finger opens the card first; a pointer and the keyboard follow the link. In the editors' marks the note has the card. */
function addCards(chapter) {
  const show = (link, pin) => {
    const content = card(link)
    open(link, content.querySelector(".db-card-name").textContent, [content], pin)
  }
  onHover(chapter, ".db-e:not(.db-mark .db-e)", (link) => show(link, false))
  chapter.addEventListener("focusin", (event) => {
    // the theme gives the focus to what an address leads to, whose words the card would hide
    if (event.target.matches(".db-e:focus-visible:not(:target)") && !event.relatedTarget?.closest(".db-pop")) show(event.target, false)
  })
  chapter.addEventListener("focusout", (event) => {
    if (event.target.matches(".db-e") && !event.relatedTarget?.closest(".db-pop")) close(false)
  })
  let touched = false
  chapter.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
  chapter.addEventListener("keydown", () => (touched = false))
  chapter.addEventListener("click", (event) => {
    const link = event.target.closest(".db-e")
    if (!link || !touched || link.closest(".db-mark")) return
    event.preventDefault()
    show(link, true)
  })
}

/** Names as links, or as plain text. */
function showLinks() {
  const off = chosen("entries") === "off"
  for (const link of document.querySelectorAll("a.db-e")) {
    // without an address it is no link to anyone, whether seen or heard
    if (off) link.dataset.href ??= link.getAttribute("href")
    if (off) link.removeAttribute("href")
    else if (link.dataset.href) link.setAttribute("href", link.dataset.href)
  }
}

/** Two buttons: the lines in the order of the text, or of the words that follow. */
function addOrder(section) {
  const bar = document.createElement("div")
  bar.className = "db-sort db-editor"
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", "排列")
  const tables = [...section.querySelectorAll(".db-kwic tbody")].map((body) => [body, [...body.rows]])
  const following = (row) => row.querySelector(".db-right").textContent.replace(/^\p{P}+/u, "")
  const orders = {
    照原文先後: (rows) => rows,
    照後文: (rows) => [...rows].sort((a, b) => following(a).localeCompare(following(b), "zh-Hant")),
  }
  for (const [name, order] of Object.entries(orders)) {
    const choice = button(name, () => {
      for (const [body, rows] of tables) body.append(...order(rows))
      for (const other of bar.children) other.setAttribute("aria-pressed", String(other === choice))
    })
    choice.setAttribute("aria-pressed", String(name === "照原文先後"))
    bar.append(choice)
  }
  section.querySelector("h3").before(bar)
}

/** A field that leaves only the rows in which the words stand, Chinese or English. */
function addFilter(table) {
  const field = document.createElement("input")
  field.type = "search"
  field.className = "db-filter"
  field.placeholder = "中文、拼音或 English"
  field.setAttribute("aria-label", "在本表裏找")
  table.before(field)
  const count = document.createElement("p")
  count.className = "db-editor"
  count.setAttribute("role", "status")
  field.after(count)
  const rows = [...table.tBodies[0].rows].map((row) => [row, row.textContent])
  field.addEventListener("input", async () => {
    const plain = await folding()
    const words = plain(field.value)
    for (const [row, text] of rows) row.hidden = !plain(text).includes(words)
    count.textContent = words ? `${rows.filter(([row]) => !row.hidden).length} 條` : ""
  })
}

/** How search compares characters: Traditional, Simplified and variants alike. Where that cannot be had, as they are. */
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
