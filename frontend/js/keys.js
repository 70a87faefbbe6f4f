import { each } from "./each.js";

// Inside an element with data-keys a single key presses the button that carries it (data-key).
// Only while the focus is inside, and never while somebody writes or holds Ctrl, Alt or Cmd: keys
// of the browser and of readers aloud stay theirs (WCAG 2.1.4).
const writes = (element) => element.matches("input, textarea, select, [contenteditable]");
const holds = (event) => event.ctrlKey || event.altKey || event.metaKey || event.isComposing;

each("[data-keys]", (region) => {
  // A click on words that take no focus would lose the keys: the region takes it instead.
  region.tabIndex = -1;
  // Where the keys count at once the page still opens at its top, with its title in view.
  if (region.dataset.keys === "at once") region.focus({ preventScroll: true });
  region.addEventListener("keydown", (event) => {
    if (event.repeat || holds(event) || writes(event.target)) return;
    const key = event.key.toLowerCase();
    const button = region.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
});
