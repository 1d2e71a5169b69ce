// Takes files that are dropped anywhere on the page, or pasted.

/**
 * @param {HTMLElement} root says by data-drop that something is held over the page
 * @param {(files: FileList) => void} take
 */
export function takePictures(root, take) {
  let within = 0; // elements that what is dragged has entered and not left

  const on = (type, listen) =>
    document.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // else the browser would leave the page for the picture
      within = listen(event);
      root.toggleAttribute("data-drop", within > 0);
    });

  on("dragenter", () => within + 1);
  on("dragleave", () => within - 1);
  on("dragover", ({ dataTransfer }) => {
    dataTransfer.dropEffect = "copy";
    return Math.max(1, within);
  });
  on("drop", ({ dataTransfer }) => {
    take(dataTransfer.files);
    return 0;
  });
  document.addEventListener("paste", ({ clipboardData }) => {
    if (clipboardData.files.length > 0) take(clipboardData.files);
  });
}
