// What every page starts.

import { startAugmentation } from "../runs/augmentation.js";
import { startConnection } from "./connection.js";
import { startFullscreen } from "./fullscreen.js";
import { startFilters } from "./filters.js";
import { startFocus } from "./focus.js";
import { startFolders } from "../runs/folders.js";
import { startForm } from "../runs/form.js";
import { startKeys } from "./keys.js";
import { startKeysDialog } from "./keys-dialog.js";
import { startPicking } from "../runlist/picking.js";
import { startPrint } from "./print.js";
import { startScrubber } from "../epochs/scrubber.js";
import { startJobs } from "../live/jobs.js";
import { startParts } from "../live/parts.js";
import { stream } from "../live/stream.js";
import { startNotices } from "../live/notices.js";
import { startProgress } from "../live/progress.js";
import { startTags } from "../runs/tags.js";
import { startTerms } from "./terms.js";
import { startTheme } from "./theme.js";
import { startTimes } from "./times.js";
import { startTypedChoices } from "./typed-choices.js";

startTheme();
startTimes();
startTerms();
startConnection();
startFullscreen();
startPrint();
startJobs();
startProgress();
startNotices();
startParts();
startPicking();
startTags();
startFilters();
startTypedChoices();
startForm();
startAugmentation();
startFolders();
startScrubber();
startKeys();
startKeysDialog();
startFocus();
// Last: a page's own module stands before this one in the page, so that its listeners are there already.
stream.start();
