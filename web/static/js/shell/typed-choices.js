// A choice among many, marked with data-typed, is made by typing: the field before it offers what fits.

let made = 0;

export function startTypedChoices() {
  enhance();
  document.addEventListener("inkling:written", enhance);
}

function enhance() {
  for (const select of document.querySelectorAll("select[data-typed]")) if (!select.hidden) typed(select);
}

function typed(select) {
  const options = [...select.options];
  const list = document.createElement("datalist");
  list.id = `typed-${++made}`;
  list.append(...options.filter(({ value }) => value !== "").map(({ text }) => new Option(text, text)));
  const field = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off", id: select.id });
  field.setAttribute("list", list.id);
  field.placeholder = options.find(({ value }) => value === "")?.text ?? "";
  const show = () => (field.value = select.value === "" ? "" : select.selectedOptions[0].text);
  show();
  field.addEventListener("change", (event) => {
    event.stopPropagation(); // What takes effect is that of the select.
    const meant = find(options, field.value.trim().toLowerCase());
    field.setCustomValidity(meant ? "" : "Nothing is called so.");
    if (!meant) return field.reportValidity();
    select.value = meant.value;
    show();
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return undefined;
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
  select.removeAttribute("id");
  select.hidden = true;
  select.before(field, list);
}

/** The option that is called so, or the only one that begins so or holds it. */
function find(options, text) {
  const names = options.map((option) => (option.value === "" ? "" : option.text.toLowerCase()));
  const only = (fits) => {
    const found = names.flatMap((name, i) => (fits(name) ? [i] : []));
    return found.length === 1 ? options[found[0]] : undefined;
  };
  return options[names.indexOf(text)] ?? only((name) => name.startsWith(text)) ?? only((name) => name.includes(text));
}
