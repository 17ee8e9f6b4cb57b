// The search box. What finds and shows passages is fetched with the first words that are typed.

const button = document.querySelector(".db-open-search")
const asked = new URLSearchParams(location.search).get("h")
let dialog = null
if (button) {
  button.hidden = false
  button.addEventListener("click", show)
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog")
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return
    event.preventDefault()
    show()
  })
  if (asked) import("./search-mark.js").then((module) => module.mark(base(), asked)).catch(console.warn) // the page is shown without its marks
}

/** The address of the site's root. */
export function base() {
  return new URL(button.dataset.base.replace(/\/?$/, "/"), location.href).href
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
  field.value = asked ?? ""
  const close = document.createElement("button")
  close.type = "button"
  close.textContent = "關閉"
  close.addEventListener("click", () => box.close())
  const bar = document.createElement("div")
  bar.className = "db-search-bar"
  bar.setAttribute("role", "search")
  bar.append(field, close)
  const told = document.createElement("p")
  told.className = "db-search-told"
  told.setAttribute("role", "status")
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
        told.textContent = "沒有取到搜尋的程式，請檢查網絡後再試。"
      },
    )
  }
  field.addEventListener("input", (event) => event.isComposing || ask())
  field.addEventListener("compositionend", ask)
  if (asked) ask()
  return box
}
