// The left and the right arrow key follow the links to the thing before and the thing after.

import { bindKeys } from "./keys.js";

function follow(rel) {
  return ({ target }) => {
    // There the key has a meaning of its own.
    if (target.closest("input, summary, [tabindex='0'], .view-nav")) return false;
    const link = document.querySelector(`main a[rel=${rel}]`);
    if (!link || link.closest("[inert]")) return false;
    link.click();
  };
}

bindKeys(["ArrowLeft"], "The one before", follow("prev"));
bindKeys(["ArrowRight"], "The one after", follow("next"));
