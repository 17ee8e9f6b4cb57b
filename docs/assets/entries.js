// Names in a chapter: their cards, and the switch that makes them plain text. On an entry's page: the order of the lines.
// In an index: a field that filters its rows. Without this, links lead straight to the entry, lines stand in the text's order.

import { onHover, open } from "./popover.js"

const chapter = document.querySelector(".db-chapter")
if (chapter?.querySelector(".db-e")) {
  addCards(chapter)
  addSwitch()
}
const lines = document.querySelector(".db-concordance")
if (lines?.querySelectorAll(".db-kwic tbody tr").length > 1) addOrder(lines)
const index = document.querySelector(".md-content h1 ~ .md-typeset__scrollwrap table, .md-content h1 ~ table")
if (index && /\/entries\/[a-z]+\//.test(location.pathname) && !lines) addFilter(index)

/** The card of a name is its row in the list 本章提到. A finger opens the card first; a pointer and the keyboard follow the link. */
function addCards(chapter) {
  const card = (link) => {
    const row = document.querySelector(`.db-cards li[data-e="${link.dataset.e}"]`)
    const copy = document.createElement("div")
    copy.className = "db-card"
    copy.append(...[...row.cloneNode(true).childNodes])
    return copy
  }
  const show = (link, pin) => open(link, link.textContent, [card(link)], pin)
  onHover(chapter, ".db-e", (link) => show(link, false))
  chapter.addEventListener("focusin", (event) => {
    // the theme gives the focus to what an address leads to, whose words the card would hide
    if (event.target.matches(".db-e:focus-visible:not(:target)")) show(event.target, false)
  })
  let touched = false
  chapter.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
  chapter.addEventListener("click", (event) => {
    const link = event.target.closest(".db-e")
    if (!link || !touched) return
    event.preventDefault()
    show(link, true)
  })
}

/** Names as links, or as plain text; kept for all chapters. early.js sets it before the page is painted. */
function addSwitch() {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "名目連結"
  document.querySelector(".db-tools").append(button)
  const show = () => {
    const off = document.documentElement.dataset.entries === "off"
    button.setAttribute("aria-pressed", String(!off))
    for (const link of document.querySelectorAll(".db-e[id]")) link.tabIndex = off ? -1 : 0
  }
  button.addEventListener("click", () => {
    const next = document.documentElement.dataset.entries === "off" ? "on" : "off"
    document.documentElement.dataset.entries = next
    try {
      localStorage.setItem("duben.entries", next)
    } catch {
      // the choice then holds for this page only
    }
    show()
  })
  show()
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
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = name
    button.setAttribute("aria-pressed", String(name === "照原文先後"))
    button.addEventListener("click", () => {
      for (const [body, rows] of tables) body.append(...order(rows))
      for (const other of bar.children) other.setAttribute("aria-pressed", String(other === button))
    })
    bar.append(button)
  }
  section.querySelector("h3").before(bar)
}

/** A field that leaves only the rows in which the words stand, Chinese or English. */
function addFilter(table) {
  const field = document.createElement("input")
  field.type = "search"
  field.className = "db-filter"
  field.placeholder = "中文或 English"
  field.setAttribute("aria-label", "在本表裏找")
  ;(table.closest(".md-typeset__scrollwrap") ?? table).before(field)
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase()
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLowerCase().includes(words)
  })
}
