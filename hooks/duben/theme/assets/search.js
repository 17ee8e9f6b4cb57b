// The search box. What finds and shows passages is fetched with the first words that are typed.

import { button } from "./button.js"

const opener = document.querySelector(".db-open-search")
const asked = new URLSearchParams(location.search).get("h")
const LAST = "duben.search"
let dialog = null
if (opener) {
  opener.hidden = false
  opener.addEventListener("click", show)
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog")
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return
    event.preventDefault()
    show()
  })
  if (asked) import("./search-mark.js").then((module) => module.mark(base(), asked)).catch(console.warn) // the page is shown without its marks
}

/** The address of the site's root. */
export function base() {
  return new URL(opener.dataset.base.replace(/\/?$/, "/"), location.href).href
}

/** What was last asked in this window, and where: `{ query, filter }`. */
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(LAST)) ?? {}
  } catch {
    return {} // storage is forbidden, or holds what is not ours
  }
}

export function keep(last) {
  try {
    sessionStorage.setItem(LAST, JSON.stringify(last))
  } catch {
    // then the next page begins anew
  }
}

function show() {
  dialog ??= make()
  if (!dialog.open) dialog.showModal()
  const field = dialog.querySelector("input")
  field.focus()
  field.select()
}

function make() {
  const box = document.createElement("dialog")
  box.className = "db-search"
  box.setAttribute("aria-label", "搜尋")
  const field = document.createElement("input")
  field.type = "search"
  field.placeholder = "詞語、句子、人名，繁簡皆可"
  field.setAttribute("aria-label", "搜尋")
  field.autocomplete = "off"
  field.spellcheck = false
  field.enterKeyHint = "search"
  field.value = asked ?? kept().query ?? ""
  const bar = document.createElement("div")
  bar.className = "db-search-bar"
  bar.setAttribute("role", "search")
  bar.append(field, button("關閉", () => box.close()))
  const told = document.createElement("p")
  told.className = "db-search-told"
  told.setAttribute("role", "status")
  told.textContent = "找連在一起的字；幾個詞用空格分開。"
  const results = document.createElement("div")
  results.className = "db-search-results md-typeset"
  box.append(bar, told, results)
  box.addEventListener("click", (event) => event.target === box && box.close()) // on what lies around it
  document.body.append(box)

  let answer = null
  const ask = () => {
    answer ??= import("./search-results.js").then((module) => module.results(box, base()))
    answer.then(
      (run) => run(field.value),
      () => {
        answer = null // the next key asks again
        told.textContent = "搜尋功能沒有載入，請檢查網絡後再試。"
      },
    )
  }
  field.addEventListener("input", (event) => event.isComposing || ask())
  field.addEventListener("compositionend", ask)
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return
    event.preventDefault() // which would empty the field first
    box.close()
  })
  if (field.value) ask()
  return box
}
