// @ts-check
// What a guide does beyond its text: lists to tick, whose ticks stay in the reader's own browser, list by list, until the
// list is cleared; and the note for the one who leads, which is printed only where it was unfolded.

import { all, button } from "./dom.js"
import { getValue, set, setValue } from "./storage.js"
import { _ } from "./words.js"

for (const fold of /** @type {HTMLDetailsElement[]} */ (all(".db-fold"))) {
  // not by `toggle`: the theme opens every fold before printing
  fold.firstElementChild.addEventListener("click", () => fold.parentElement.toggleAttribute("data-unfolded", !fold.open))
}

for (const list of all(".db-checklist")) keep(list)

/** @param {HTMLElement} list */
function keep(list) {
  const key = `duben.checklist.${location.pathname}#${list.closest("[id]").id}`
  const boxes = all("input", list)
  const clear = button(
    _("Clear the ticks"),
    () => {
      for (const box of boxes) box.checked = false
      store()
      boxes[0].focus()
    },
    { class: "db-clear" },
  )
  list.after(clear)
  const ticked = getValue(key)
  for (const box of boxes) box.checked = Array.isArray(ticked) && ticked.includes(box.value)
  show()
  list.addEventListener("change", store)

  /** Where storage is refused, the ticks hold until the page is left. */
  function store() {
    const values = boxes.filter((box) => box.checked).map((box) => box.value)
    if (values.length) setValue(key, values)
    else set(key, null)
    show()
  }

  function show() {
    clear.disabled = !boxes.some((box) => box.checked)
  }
}
