/** What a person sees of a run in a terminal, and how Ctrl-C ends it. */
@NullMarked
package inkling.terminal;

import org.jspecify.annotations.NullMarked;
