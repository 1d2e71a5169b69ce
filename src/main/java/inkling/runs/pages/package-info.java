/** What a person sees of runs: the list, the form, a run's page, the preview of the augmentation. */
@NullMarked
package inkling.runs.pages;

import org.jspecify.annotations.NullMarked;
