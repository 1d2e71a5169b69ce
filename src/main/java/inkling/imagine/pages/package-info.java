/** The form, the gallery and each imagined picture's page. */
@NullMarked
package inkling.imagine.pages;

import org.jspecify.annotations.NullMarked;
