/** Makes maps of a run's representations, keeps them, and tells browsers how far they are. */
@NullMarked
package inkling.maps.job;

import org.jspecify.annotations.NullMarked;
