/** A run at a glance: what each of its views shows most tellingly; and where the tour through it begins. */
@NullMarked
package inkling.overview;

import org.jspecify.annotations.NullMarked;
