// What a guide does beyond its text: lists to tick, whose ticks stay in the reader's own browser, list by list, until the
// list is cleared; and the note for the one who leads, which is printed only where it was unfolded.

import { button } from "./button.js"

for (const fold of document.querySelectorAll(".db-fold")) {
  // not by `toggle`: the theme opens every fold before printing
  fold.firstElementChild.addEventListener("click", () => fold.parentElement.toggleAttribute("data-unfolded", !fold.open))
}

for (const list of document.querySelectorAll(".db-checklist")) keep(list)

function keep(list) {
  const key = `duben.checklist.${location.pathname}#${list.closest("[id]").id}`
  const boxes = [...list.querySelectorAll("input")]
  const clear = button("清除勾選", () => {
    for (const box of boxes) box.checked = false
    store()
    boxes[0].focus()
  })
  clear.className = "db-clear"
  list.after(clear)
  const ticked = read()
  for (const box of boxes) box.checked = ticked.includes(box.value)
  show()
  list.addEventListener("change", store)

  function read() {
    try {
      const value = JSON.parse(localStorage.getItem(key) ?? "[]")
      return Array.isArray(value) ? value : []
    } catch {
      return [] // storage is forbidden, or holds what is not ours
    }
  }

  function store() {
    const values = boxes.filter((box) => box.checked).map((box) => box.value)
    try {
      if (values.length) localStorage.setItem(key, JSON.stringify(values))
      else localStorage.removeItem(key)
    } catch {
      // the ticks then hold until the page is left
    }
    show()
  }

  function show() {
    clear.disabled = !boxes.some((box) => box.checked)
  }
}
