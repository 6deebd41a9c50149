/** Tests of accounts, sessions and lock-out. */
@NullMarked
package org.wardline.app.people;

import org.jspecify.annotations.NullMarked;
