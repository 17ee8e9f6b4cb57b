// The reader's choices, set before the page is painted. Storage may be forbidden; then every page begins with the defaults.
let chosen = {}
try {
  chosen = { view: localStorage.getItem("duben.view"), english: localStorage.getItem("duben.english"), entries: localStorage.getItem("duben.entries") }
} catch {
  // the defaults then
}
if (chosen.view === "transcribed") document.documentElement.dataset.view = "transcribed"
if (chosen.entries === "off") document.documentElement.dataset.entries = "off"
// who reads Chinese need not read the English twice; who has it not among their languages begins with it
const chinese = navigator.languages.some((language) => language.startsWith("zh"))
document.documentElement.dataset.english = chosen.english ?? (chinese ? "off" : "on")
