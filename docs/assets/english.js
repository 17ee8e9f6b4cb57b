// The switch that shows and hides the English of a page, its titles, abstract and columns. Without it, all is shown.

import { choose } from "./choices.js"

const english = document.querySelector(".db-en")
if (english) {
  const button = document.createElement("button")
  button.type = "button"
  button.lang = "en"
  button.textContent = "English"
  button.className = "db-english-switch"
  const tools = document.querySelector(".db-tools") ?? bar()
  tools.append(button)
  show()
  button.addEventListener("click", () => {
    choose("english", document.documentElement.dataset.english === "off" ? "on" : "off")
    show()
  })

  function show() {
    button.setAttribute("aria-pressed", String(document.documentElement.dataset.english !== "off"))
  }
}

function bar() {
  const tools = document.createElement("div")
  tools.className = "db-tools db-editor"
  document.querySelector("h1").after(tools)
  return tools
}
