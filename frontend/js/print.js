import { each } from "./each.js";

// A button that prints the page; without scripts the page says which keys do it.
each("[data-print]", (button) => button.addEventListener("click", () => print()));
