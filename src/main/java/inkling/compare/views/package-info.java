/** What all views of a comparison share: which epoch of each run is looked at, and what is said of the same images. */
@NullMarked
package inkling.compare.views;

import org.jspecify.annotations.NullMarked;
