// What every page starts.

import { startConnection } from "./connection.js";
import { startForm } from "../runs/form.js";
import { startHeaderProgress } from "./header-progress.js";
import { startPicking } from "../runlist/picking.js";
import { startRunsList } from "../runlist/list.js";
import { startScrubber } from "../epochs/scrubber.js";
import { stream } from "../live/stream.js";
import { startTags } from "../runs/tags.js";
import { startTheme } from "./theme.js";
import { startTimes } from "./times.js";

startTheme();
startTimes();
startConnection();
startHeaderProgress();
startRunsList();
startPicking();
startTags();
startForm();
startScrubber();
// Last: a page's own module stands before this one in the page, so that its listeners are there already.
stream.start();
