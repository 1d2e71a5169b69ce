/** Many runs at once, over a space of settings: asking for them, watching them, and what they came to. */
@NullMarked
package inkling.sweeps;

import org.jspecify.annotations.NullMarked;
