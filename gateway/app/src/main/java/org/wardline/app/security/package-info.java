/** Who may come in: users with Argon2id hashes, and secrets that live in files of their own. */
@NullMarked
package org.wardline.app.security;

import org.jspecify.annotations.NullMarked;
