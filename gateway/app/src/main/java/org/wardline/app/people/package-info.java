/** Who works here: accounts, how they sign in, for how long. No web, no clock of its own. */
@NullMarked
package org.wardline.app.people;

import org.jspecify.annotations.NullMarked;
