// A details element that hangs over the page closes like a menu.
document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll("details[data-drop][open]"))
    if (!drop.contains(event.target)) drop.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of document.querySelectorAll("details[data-drop][open]")) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});
