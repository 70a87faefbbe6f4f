import { each } from "./each.js";

// A box with data-tick ticks every box of that name in its form.
each("[data-tick]", (all) => {
  const boxes = () => [...all.form.querySelectorAll(`input[name="${all.dataset.tick}"]`)];
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
  });
  all.form.addEventListener("change", () => {
    all.checked = boxes().every((box) => box.checked);
  });
});
