/** What a network sees in noise and how it can be fooled: noise search, gradient ascent, adversarial change. */
@NullMarked
package inkling.dreaming;

import org.jspecify.annotations.NullMarked;
