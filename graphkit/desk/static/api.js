// Asks what a form asks, and shows the answer as it comes.

/**
 * @param {HTMLFormElement} form
 * @param {string} place where a value goes: query, body, path, header or text
 * @returns {[string, string | number | boolean | string[]][]} the values that are given
 */
function given(form, place) {
  /** @type {[string, string | number | boolean | string[]][]} */
  const found = [];
  for (const field of form.querySelectorAll(`[data-in="${place}"]`)) {
    const input = /** @type {HTMLInputElement} */ (field);
    if (input.type === "checkbox") {
      if (input.checked) found.push([input.name, true]);
    } else if (input.value !== "") {
      const several = "several" in input.dataset;
      const lines = input.value.split("\n").filter((line) => line !== "");
      const number = input.dataset.type === "integer" && /^\d+$/.test(input.value);
      found.push([input.name, several ? lines : number ? Number(input.value) : input.value]);
    }
  }
  return found;
}

/** @returns {Promise<string>} the state of the dataset */
async function state() {
  return (await (await fetch("/api/state")).json()).state;
}

/** @param {HTMLFormElement} form @returns {Promise<string>} the answer, with its status */
async function answer(form) {
  const { method = "GET", path = "" } = form.dataset;
  let address = path;
  for (const [name, value] of given(form, "path")) {
    address = address.replace(`{${name}}`, encodeURIComponent(String(value)));
  }
  const query = new URLSearchParams();
  for (const [name, value] of given(form, "query")) {
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  if (query.size > 0) address += `?${query}`;
  /** @type {RequestInit} */
  const request = { method };
  if (method === "POST") {
    const text = form.querySelector('[data-in="text"]');
    request.body = text
      ? /** @type {HTMLTextAreaElement} */ (text).value
      : JSON.stringify(Object.fromEntries(given(form, "body")));
    request.headers = {
      "Content-Type": text ? "text/plain" : "application/json",
      ...(text ? {} : { "If-Match": await state() }),
    };
  }
  const response = await fetch(address, request);
  return `${method} ${address}\n${response.status} ${response.statusText}\n\n${await response.text()}`;
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const shown = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
    shown.textContent = "...";
    shown.textContent = await answer(form).catch((error) => String(error));
  });
}
