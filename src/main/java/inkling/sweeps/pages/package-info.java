/** What a person sees of sweeps: the list, the form with its preview, a sweep's page. */
@NullMarked
package inkling.sweeps.pages;

import org.jspecify.annotations.NullMarked;
