// Names in a chapter: their cards, and the switch that makes them plain text. On an entry's page: the order of the lines.
// In an index: a field that filters its rows. Without this, links lead straight to the entry, lines stand in the text's order.

import { choose } from "./choices.js"
import { card, close, onHover, open } from "./popover.js"

const chapter = document.querySelector(".db-chapter")
if (chapter?.querySelector(".db-e")) {
  addCards(chapter)
  addSwitch()
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

/** Names as links, or as plain text; kept for all chapters. early.js sets it before the page is painted. */
function addSwitch() {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "名目連結"
  document.querySelector(".db-tools").append(button)
  const show = () => {
    const off = document.documentElement.dataset.entries === "off"
    button.setAttribute("aria-pressed", String(!off))
    for (const link of document.querySelectorAll("a.db-e")) {
      // without an address it is no link to anyone, whether seen or heard
      if (off) link.dataset.href ??= link.getAttribute("href")
      if (off) link.removeAttribute("href")
      else if (link.dataset.href) link.setAttribute("href", link.dataset.href)
    }
  }
  button.addEventListener("click", () => {
    choose("entries", document.documentElement.dataset.entries === "off" ? "on" : "off")
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
  field.placeholder = "中文、拼音或 English"
  field.setAttribute("aria-label", "在本表裏找")
  table.before(field)
  const count = document.createElement("p")
  count.className = "db-editor"
  count.setAttribute("role", "status")
  field.after(count)
  const variants = { 羣: "群", 眾: "衆", 為: "爲", 裡: "裏", 著: "着", 証: "證", 恆: "恒", 夠: "够", 份: "分" }
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/./gu, (char) => variants[char] ?? char)
  const rows = [...table.tBodies[0].rows].map((row) => [row, plain(row.textContent)])
  field.addEventListener("input", () => {
    const words = plain(field.value.trim())
    for (const [row, text] of rows) row.hidden = !text.includes(words) && !text.replace(/\s/g, "").includes(words.replace(/\s/g, ""))
    count.textContent = words ? `${rows.filter(([row]) => !row.hidden).length} 條` : ""
  })
}
