/** Who comes in: log-in, people and their roles, sessions, tokens. */
@NullMarked
package inkling.access;

import org.jspecify.annotations.NullMarked;
