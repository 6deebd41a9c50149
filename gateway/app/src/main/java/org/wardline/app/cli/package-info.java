/** The command line: one class a command. */
@NullMarked
package org.wardline.app.cli;

import org.jspecify.annotations.NullMarked;
