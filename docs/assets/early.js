// The reader's choice of text, set before the page is painted.
try {
  if (localStorage.getItem("duben.view") === "transcribed") document.documentElement.dataset.view = "transcribed"
} catch {
  // storage may be forbidden; then every page begins with the corrected text
}
