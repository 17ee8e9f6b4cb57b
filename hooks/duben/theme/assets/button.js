/** A button with these words, which does `act` when it is pressed. */
export function button(words, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.addEventListener("click", act)
  return made
}
