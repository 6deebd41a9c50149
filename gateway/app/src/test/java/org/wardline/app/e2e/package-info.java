/** The gateway as a process of its own, as strangers meet it. */
@org.jspecify.annotations.NullMarked
package org.wardline.app.e2e;
