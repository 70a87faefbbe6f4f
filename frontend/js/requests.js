import { toast, words } from "./toast.js";

// A problem page carries its sentence in data-problem; a fragment request shows it as a toast.
function sentence(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("[data-problem]")?.textContent.trim() || words.failed;
}

document.addEventListener("htmx:responseError", (event) => {
  toast(sentence(event.detail.xhr), { tone: "red", stay: true });
});

for (const name of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(name, () => toast(words.offline, { tone: "red", stay: true }));
