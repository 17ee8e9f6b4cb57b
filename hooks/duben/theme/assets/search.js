// @ts-check
// The search box. What finds and shows passages is fetched with the first words that are typed.

import { button, element, one, within } from "./dom.js"
import { kept } from "./search-memory.js"
import { _ } from "./words.js"

const opener = one(".db-open-search")
const asked = new URLSearchParams(location.search).get("h")
/** @type {HTMLDialogElement | null} */
let dialog = null
if (opener) {
  opener.hidden = false
  opener.addEventListener("click", show)
  document.addEventListener("keydown", (event) => {
    const typing = within(event, "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog")
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

function show() {
  dialog ??= make()
  if (!dialog.open) dialog.showModal()
  const field = one("input", dialog)
  field.focus()
  field.select()
}

function make() {
  const field = element("input", {
    type: "search",
    placeholder: _("Words, sentences, names; in traditional or simplified characters"),
    "aria-label": _("Search"),
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  })
  field.value = asked ?? kept().query ?? ""
  const box = element("dialog", { class: "db-search", "aria-label": _("Search") })
  const bar = element("div", { class: "db-search-bar", role: "search" }, field, button(_("Close"), () => box.close()))
  const status = element(
    "p",
    { class: "db-search-told", role: "status" },
    _("Finds characters that stand together; put spaces between several words."),
  )
  const results = element("div", { class: "db-search-results md-typeset" })
  box.append(bar, status, results)
  box.addEventListener("click", (event) => event.target === box && box.close()) // on what lies around it
  document.body.append(box)

  /** @type {Promise<(query: string) => void> | null} */
  let answer = null
  const ask = () => {
    answer ??= import("./search-results.js").then((module) => module.results(box, base()))
    answer.then(
      (run) => run(field.value),
      () => {
        answer = null // the next key asks again
        status.textContent = _("Search could not be loaded. Please check the network and try again.")
      },
    )
  }
  field.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || ask())
  field.addEventListener("compositionend", ask)
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return
    event.preventDefault() // which would empty the field first
    box.close()
  })
  if (field.value) ask()
  return box
}
