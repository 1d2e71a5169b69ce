/** The program: its commands, its settings, and the one place where its parts are joined. */
@NullMarked
package inkling;

import org.jspecify.annotations.NullMarked;
