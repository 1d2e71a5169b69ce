/** The web server: pages, static files, forms' input, error pages, event streams, security. */
@NullMarked
package inkling.http;

import org.jspecify.annotations.NullMarked;
