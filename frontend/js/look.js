// The switches of theme and size work through the server; here they only save the reload.
const root = document.documentElement;
const YEAR = 365 * 24 * 60 * 60;

const current = () => ({
  theme: root.dataset.bsTheme ?? "auto",
  size: root.dataset.size ?? "normal",
});

function wear({ theme, size }) {
  if (theme === "auto") delete root.dataset.bsTheme;
  else root.dataset.bsTheme = theme;
  if (size === "large") root.dataset.size = "large";
  else delete root.dataset.size;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `look=${theme}.${size}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

function press(look) {
  for (const button of document.querySelectorAll("form[data-look] button")) {
    if (button.dataset.toggle) {
      button.value = look.size === "large" ? "normal" : "large";
      button.setAttribute("aria-pressed", String(look.size === "large"));
    } else button.setAttribute("aria-pressed", String(look[button.name] === button.value));
  }
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !event.target.matches("form[data-look]")) return;
  event.preventDefault();
  const look = { ...current(), [button.name]: button.value };
  wear(look);
  press(look);
});
