const region = document.getElementById("toasts");
const STAY = 6000;

export const words = region?.dataset ?? {};

function closer(toast) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = words.close;
  button.dataset.close = "";
  toast.append(button);
}

// What an act says stays until it is closed; the rest leaves by itself.
export function toast(text, { tone = "", stay = false } = {}) {
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  closer(box);
  region?.append(box);
  if (!stay) setTimeout(() => box.remove(), STAY);
  return box;
}

region?.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest(".toast")?.remove();
});

document.addEventListener("click", (event) => {
  const source = event.target.closest("[data-toast-text]");
  if (source) toast(source.dataset.toastText);
});

// Toasts that the server swapped in leave like our own.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node.dataset && "toast" in node.dataset) setTimeout(() => node.remove(), STAY);
}).observe(region ?? document.createElement("div"), { childList: true });
