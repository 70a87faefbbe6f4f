// A second click on a button that is already sending must not send twice. The server guards
// itself too; this is for the eye.
const LONGEST = 20000;

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.look !== undefined) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  // After this turn: a disabled button's name and value would not be sent.
  setTimeout(() => {
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
  });
  // A form that brings a file never leaves the page.
  setTimeout(() => release(form), LONGEST);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});

addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach(release));
