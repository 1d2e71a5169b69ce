/** What runs, what waits and what ended lately, of every kind, on one page. */
@NullMarked
package inkling.queue;

import org.jspecify.annotations.NullMarked;
