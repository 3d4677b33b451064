/** Messages in the wire format of Protocol Buffers, for files that other programs read. */
@NullMarked
package dev.gradus.protobuf;

import org.jspecify.annotations.NullMarked;
