@org.jspecify.annotations.NullMarked
package org.wardline.app.study;
