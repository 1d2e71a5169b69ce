/** Where log lines go, and how they look. */
@NullMarked
package inkling.logging;

import org.jspecify.annotations.NullMarked;
