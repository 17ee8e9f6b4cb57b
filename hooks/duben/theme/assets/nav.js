// @ts-check
// The site's contents on a narrow screen, where they are a popover: closed as soon as one goes elsewhere.

import { within } from "./dom.js"

const nav = document.getElementById("db-nav")
if ("hidePopover" in nav) {
  nav.addEventListener("click", (event) => within(event, "a") && nav.hidePopover())
  nav.addEventListener("focusout", ({ relatedTarget }) => {
    const next = /** @type {HTMLButtonElement} */ (relatedTarget)
    // its own button closes it by itself
    if (next && !nav.contains(next) && next.popoverTargetElement !== nav) nav.hidePopover()
  })
}
