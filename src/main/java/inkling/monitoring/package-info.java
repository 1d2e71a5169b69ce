/** How the program itself does, for whoever looks after it. */
@NullMarked
package inkling.monitoring;

import org.jspecify.annotations.NullMarked;
