import { each } from "./each.js";
import { toast, words } from "./toast.js";

// What was typed into a form with data-draft survives a reload or a broken connection in this tab.
// It is forgotten on the page that says the form arrived (data-draft-done), not on submit: only
// that page knows.
const place = (key) => `draft:${key}`;
const typed = (form) =>
  [...form.elements].filter((e) => e.name && e.matches("textarea, input[type=text], input:not([type])"));

function keep(form) {
  const texts = Object.fromEntries(typed(form).map((e) => [e.name, e.value]));
  sessionStorage.setItem(place(form.dataset.draft), JSON.stringify(texts));
}

function putBack(form) {
  const texts = JSON.parse(sessionStorage.getItem(place(form.dataset.draft)) ?? "{}");
  const empty = typed(form).filter((e) => !e.value && texts[e.name]);
  for (const element of empty) {
    element.value = texts[element.name];
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return empty;
}

function offerToClear(form, elements) {
  const box = toast(words.restored, { stay: true });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = words.clear;
  button.addEventListener("click", () => {
    for (const element of elements) element.value = "";
    sessionStorage.removeItem(place(form.dataset.draft));
    box.remove();
  });
  box.querySelector("p").after(button);
}

each("[data-draft-done]", (mark) => sessionStorage.removeItem(place(mark.dataset.draftDone)));

each("form[data-draft]", (form) => {
  // A form that came back with errors holds what was typed already.
  const restored = putBack(form);
  if (restored.length) offerToClear(form, restored);
  form.addEventListener("input", () => keep(form));
});
