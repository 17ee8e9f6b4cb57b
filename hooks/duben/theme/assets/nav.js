// The site's contents on a narrow screen, where they are a popover: closed as soon as one goes elsewhere.

const nav = document.getElementById("db-nav")
if (nav.hidePopover) {
  nav.addEventListener("click", (event) => event.target.closest("a") && nav.hidePopover())
  nav.addEventListener("focusout", ({ relatedTarget: next }) => {
    // its own button closes it by itself
    if (next && !nav.contains(next) && next.popoverTargetElement !== nav) nav.hidePopover()
  })
}
